namespace VGetRandom.Benchmarks.Reports;

/// <summary>The part of docs/BENCHMARKS.md that the command writes.</summary>
internal static class Document
{
    public const string PlotsFolder = "plots";
    public const string Begin = "<!-- report: written by the command, do not edit -->";
    public const string End = "<!-- end of the report -->";

    /// <summary>A document that contains nothing else.</summary>
    public const string Empty = $"# Benchmarks\n\n{Begin}\n{End}\n";

    /// <summary>Replaces the report in a document.</summary>
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

        Everything in this section comes from one run of `report` on this machine:

        {Tables.Machine(results)}

        `KernelRandom` is this library, on the backend that the row names. We make system calls
        directly, without errno. "OpenSSL ChaCha20" is the bare cipher, which encrypts in place with
        one key for ever: no generator built on it could be faster. `Random.Shared` is here for
        scale: anybody who sees some of its bytes can compute the others.

        ### The time of a request

        This table shows one request on one thread, for some of the sizes:

        {Tables.Times(results)}

        ![Time of a request against its size]({PlotsFolder}/{PlotFiles.RequestTime})

        The same run as bytes a second:

        ![Bytes a second against the size of a request]({PlotsFolder}/{PlotFiles.Throughput})

        This plot shows how many times as much two threads fill as one alone. Both make the same
        requests all the time, each into a buffer of its own. What is above 2 shows how noisy the
        machine was:

        ![How many times as much two threads fill]({PlotsFolder}/{PlotFiles.Scaling})

        `{PlotsFolder}/results.json` has the figures of every size.

        ### Numbers, UUIDs and keys

        This table shows the time of one call, and the memory that it allocates:

        {Tables.Values(results)}

        NSec {VersionOf(results, "NSec")} gives out no random bytes, only keys. It draws them from
        `RandomNumberGenerator` and puts each into guarded memory, which takes most of the time.

        ### From nothing to the first byte

        This table shows whole processes, from before the start to the first of 32 random bytes on a
        pipe, and to the end. The C# programs run under the JIT. "C#, nothing drawn" prints a byte
        that is not random, so the rest of a C# program's time is its source's own:

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
