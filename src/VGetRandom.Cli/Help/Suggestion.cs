namespace VGetRandom.Cli.Help;

/// <summary>What somebody may have meant who mistyped a name.</summary>
internal static class Suggestion
{
    private const int MostMistakes = 2;

    /// <summary>Says that there is no such thing, and what comes close.</summary>
    /// <param name="kind">What kind of thing, such as "command".</param>
    /// <param name="word">What was typed.</param>
    /// <param name="names">What there is.</param>
    public static string NoSuch(string kind, string word, IEnumerable<string> names)
    {
        string sentence = $"There is no {kind} '{word}'.";
        return Nearest(word, names) is { } name && name != word
            ? $"{sentence} Did you mean '{name}'?"
            : sentence;
    }

    /// <summary>The name that begins with the word, or differs from it by the fewest letters; null
    /// where none comes close.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        string typed = word.ToLowerInvariant();
        return names
            .Select(name => (Name: name, Mistakes: MistakesBetween(typed, name)))
            .Where(each => each.Mistakes <= MostMistakes && each.Mistakes < each.Name.Length / 2.0)
            .OrderBy(each => each.Mistakes)
            .Select(each => each.Name)
            .FirstOrDefault();
    }

    private static int MistakesBetween(string typed, string name) =>
        typed.Trim('-').Length > 1 && name.StartsWith(typed, StringComparison.Ordinal)
            ? 1
            : Distance(typed, name);

    /// <summary>How many letters to insert, delete, replace or swap with their neighbour.</summary>
    private static int Distance(string one, string other)
    {
        int[][] distance = [.. Enumerable.Range(0, one.Length + 1).Select(
            _ => new int[other.Length + 1])];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distance[i][j] = i + j;
                    continue;
                }

                int replaced = distance[i - 1][j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                int least = Math.Min(
                    replaced, 1 + Math.Min(distance[i - 1][j], distance[i][j - 1]));
                bool isSwapped = i > 1 && j > 1
                    && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                distance[i][j] = isSwapped
                    ? Math.Min(least, 1 + distance[i - 2][j - 2])
                    : least;
            }
        }

        return distance[one.Length][other.Length];
    }
}
