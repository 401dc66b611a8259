namespace VGetRandom.Benchmarks.Reports;

/// <summary>The part of docs/BENCHMARKS.md that the command writes.</summary>
internal static class Document
{
    public const string PlotsFolder = "plots";
    public const string Begin = "<!-- report: written by the command, do not edit -->";
    public const string End = "<!-- end of the report -->";

    /// <summary>A document with nothing else in it.</summary>
    public const string Empty = $"# Benchmarks\n\n{Begin}\n{End}\n";

    /// <summary>Puts a new report in the place of the one before.</summary>
    /// <exception cref="InvalidDataException">The document has no place for it.</exception>
    public static string Replace(string document, string report)
    {
        int begin = document.IndexOf(Begin, StringComparison.Ordinal);
        int end = document.IndexOf(End, StringComparison.Ordinal);
        return begin >= 0 && end > begin
            ? $"{document[..(begin + Begin.Length)]}\n\n{report}\n{document[end..]}"
            : throw new InvalidDataException($"The document lacks '{Begin}' or '{End}'.");
    }

    public static string Text(Results results) => $"""
        ## One whole run

        Everything in this section was measured in one run of `report`:

        {Tables.Machine(results)}

        `KernelRandom` is this library on the backend that is named with it. A system call is made
        straight, without errno. OpenSSL's ChaCha20 is the bare cipher, encrypting in place with
        one key for ever: what any generator built on it could reach at most. `Random.Shared` is
        here for scale: whoever sees some of its bytes can compute the others.

        ### One thread

        The time of one request:

        {Tables.Times(results, 1)}

        ![Time of a request against its size]({PlotsFolder}/{PlotFiles.RequestTime})

        Beside getrandom(2):

        {Tables.Ratios(results, 1)}

        Gigabytes (10^9 bytes) a second:

        {Tables.Throughput(results, 1)}

        ![Bytes a second against the size of a request]({PlotsFolder}/{PlotFiles.Throughput})

        ### Two threads

        Both make the same requests all the time, each into a buffer of its own. The time of one
        request of one of them:

        {Tables.Times(results, 2)}

        Beside getrandom(2) on two threads:

        {Tables.Ratios(results, 2)}

        Gigabytes a second, both together:

        {Tables.Throughput(results, 2)}

        How many times as much both fill as one thread alone (what is above 2 shows how
        noisy the machine was):

        {Tables.Scaling(results)}

        ![How many times as much two threads fill]({PlotsFolder}/{PlotFiles.Scaling})

        ### Numbers, UUIDs and keys

        {Tables.Values(results)}

        NSec {VersionOf(results, "NSec")} gives out no random bytes, only keys: it draws them from
        `RandomNumberGenerator` and puts each into guarded memory, which is most of the time.

        ### From nothing to the first byte

        Whole processes, from before the start to the first of 32 random bytes on a pipe, and to
        the end. The C# programs run under the JIT; "nothing drawn" prints a byte that is not
        random, so the others' own part is what they take longer.

        {Tables.StartUps(results)}

        ![Time to the first byte of a process]({PlotsFolder}/{PlotFiles.StartUp})
        {LeftOut(results)}
        """;

    private static string LeftOut(Results results) => results.LeftOut.Count == 0
        ? ""
        : "\nLeft out:\n\n" + string.Concat(results.LeftOut.Select(
            fact => $"* {fact.Name}: {fact.Text}\n"));

    private static string VersionOf(Results results, string name) =>
        results.Machine.FirstOrDefault(fact => fact.Name == name)?.Text ?? "here";
}
