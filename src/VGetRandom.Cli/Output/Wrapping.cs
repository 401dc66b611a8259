namespace VGetRandom.Cli.Output;

/// <summary>Breaks text into lines, between words and nowhere else.</summary>
internal static class Wrapping
{
    private static readonly char[] s_spaces = [' ', '\n', '\r'];

    /// <summary>Lines of at most so many columns. A longer word gets a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int columns) =>
        Join(text.Split(s_spaces, StringSplitOptions.RemoveEmptyEntries), columns);

    /// <summary>The same for words that have spaces in them.</summary>
    public static IEnumerable<string> Join(IEnumerable<string> words, int columns) =>
        Fill(words, columns, "");

    /// <summary>The same for a command line, which a shell then reads as if it were one line.
    /// </summary>
    public static IEnumerable<string> WrapCommandLine(string commandLine, int columns) =>
        Fill(ShellWords(commandLine), columns, " \\");

    /// <param name="words">The words.</param>
    /// <param name="columns">The most columns of a line.</param>
    /// <param name="continuation">What stands at the end of every line but the last.</param>
    private static IEnumerable<string> Fill(
        IEnumerable<string> words, int columns, string continuation)
    {
        string? line = null;
        foreach (string word in words)
        {
            string longer = line is null ? word : $"{line} {word}";
            if (line is not null && longer.Length + continuation.Length > columns)
            {
                yield return line + continuation;
                longer = word;
            }

            line = longer;
        }

        if (line is not null)
        {
            yield return line;
        }
    }

    /// <summary>What stands in quotation marks stays in one piece.</summary>
    private static IEnumerable<string> ShellWords(string commandLine)
    {
        char quote = '\0';
        int start = 0;
        for (int i = 0; i <= commandLine.Length; i++)
        {
            char letter = i < commandLine.Length ? commandLine[i] : ' ';
            if (letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is '\'' or '"')
            {
                quote = letter;
            }
            else if (quote == '\0' && letter == ' ')
            {
                if (i > start)
                {
                    yield return commandLine[start..i];
                }

                start = i + 1;
            }
        }
    }
}
