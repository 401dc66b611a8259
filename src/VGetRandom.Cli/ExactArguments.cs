namespace VGetRandom.Cli;

/// <summary>The command line as it was given: .NET decodes it, and loses what is not UTF-8.
/// </summary>
internal static class ExactArguments
{
    private const string CommandLine = "/proc/self/cmdline";

    /// <summary>The arguments of Main with the bytes that they were given with.</summary>
    /// <returns>Texts as <see cref="RawText"/> makes them.</returns>
    /// <exception cref="IOException">Bytes were lost, and nothing tells which.</exception>
    public static string[] Of(string[] args)
    {
        if (!OperatingSystem.IsLinux()
            || !Array.Exists(args, arg => arg.Contains(RawText.Lost, StringComparison.Ordinal)))
        {
            return args;
        }

        // In front of them stand the program and what its host takes for itself.
        string[] all = ReadAll();
        string[] exact = all[Math.Max(all.Length - args.Length, 0)..];
        return exact.Length == args.Length
            && exact.Zip(args).All(pair => RawText.Matches(pair.First, pair.Second))
                ? exact
                : throw new IOException(
                    $"An argument is not UTF-8, and {CommandLine} does not have its bytes.");
    }

    private static string[] ReadAll()
    {
        var all = new List<string>();
        try
        {
            for (ReadOnlySpan<byte> rest = File.ReadAllBytes(CommandLine); !rest.IsEmpty;)
            {
                int end = rest.IndexOf((byte)0) is >= 0 and var index ? index : rest.Length;
                all.Add(RawText.FromBytes(rest[..end]));
                rest = rest[Math.Min(end + 1, rest.Length)..];
            }
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException)
        {
            // Told by the caller: without it there are no bytes.
        }

        return [.. all];
    }
}
