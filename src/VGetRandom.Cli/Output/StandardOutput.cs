namespace VGetRandom.Cli.Output;

/// <summary>Text for standard output, such as the help or a report.</summary>
internal static class StandardOutput
{
    /// <summary>Writes it as random bytes are written, with the same answers to failures.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string text)
    {
        using var sink = ByteSink.Open(null);
        _ = sink.Write(Console.OutputEncoding.GetBytes(text));
    }
}
