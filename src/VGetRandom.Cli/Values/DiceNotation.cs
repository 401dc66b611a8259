using System.Globalization;

namespace VGetRandom.Cli.Values;

/// <summary>Dice as players write them: 3d6, d20 + 5, 2d6+1d8-1.</summary>
internal static class DiceNotation
{
    public const int MaxDice = 1000;
    public const int MaxSides = 1_000_000;
    private const string Form = "something like d20, 3d6 or 2d6+1d8+3";

    /// <summary>Reads dice and numbers with + and - between them, and spaces anywhere.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is wrong with it, as a sentence, or null.</param>
    public static DiceTerm[] Read(string text, out string? problem)
    {
        var terms = new List<DiceTerm>();
        string rest = string.Concat(text.Where(letter => letter != ' '));
        problem = rest.Length == 0 ? $"DICE is {Form}; '{text}' is not." : null;
        while (rest.Length > 0 && problem is null)
        {
            int sign = rest[0] == '-' ? -1 : 1;
            if (terms.Count > 0)
            {
                rest = rest[1..];
            }

            int end = rest.IndexOfAny(['+', '-']);
            string term = end < 0 ? rest : rest[..end];
            rest = end < 0 ? "" : rest[end..];
            problem = Add(terms, sign, term, text);
        }

        if (problem is null && terms.All(term => term.IsNumber))
        {
            problem = $"DICE is {Form}; '{text}' has no dice.";
        }

        if (problem is null
            && terms.Where(term => !term.IsNumber).Sum(term => (long)term.Count) > MaxDice)
        {
            problem = $"DICE has at most {MaxDice} dice; '{text}' has more.";
        }

        return [.. terms];
    }

    private static string? Add(List<DiceTerm> terms, int sign, string term, string text)
    {
        int d = term.IndexOfAny(['d', 'D']);
        int count = 1;
        int sides = 0;
        if ((d != 0 && !TryRead(d < 0 ? term : term[..d], out count))
            || (d >= 0 && !TryRead(term[(d + 1)..], out sides)))
        {
            return $"DICE is {Form}; '{text}' is not.";
        }

        if (d >= 0 && count is 0 or > MaxDice)
        {
            return $"DICE has 1 to {MaxDice} dice; '{term}' has not.";
        }

        if (d >= 0 && sides is 0 or > MaxSides)
        {
            return $"A die has 1 to {MaxSides:N0} sides; '{term}' has not.";
        }

        if (d < 0 && count > MaxSides)
        {
            return $"A number among DICE is at most {MaxSides:N0}; '{term}' is more.";
        }

        terms.Add(new(sign, count, sides));
        return null;
    }

    // A number that is too large for an int is above every limit here.
    private static bool TryRead(string text, out int number)
    {
        bool isNumber = text.Length > 0 && text.All(char.IsAsciiDigit);
        number = int.TryParse(text, CultureInfo.InvariantCulture, out int read)
            ? read
            : int.MaxValue;
        return isNumber;
    }
}
