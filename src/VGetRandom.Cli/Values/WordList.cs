namespace VGetRandom.Cli.Values;

/// <summary>The words of passphrases: see Words/README.md for their source and licence.</summary>
internal static class WordList
{
    /// <summary>Reads the words, each of which is there once.</summary>
    public static byte[][] Read()
    {
        using Stream stream =
            typeof(WordList).Assembly.GetManifestResourceStream("words.txt")!;
        using var reader = new StreamReader(stream);
        return
        [
            .. reader.ReadToEnd()
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(System.Text.Encoding.ASCII.GetBytes),
        ];
    }
}
