using System.Text;

namespace VGetRandom.Cli.Values;

/// <summary>A kind of character that a password must have.</summary>
/// <param name="Name">What the option calls it.</param>
/// <param name="Has">Whether a character is of that kind.</param>
internal sealed record CharacterClass(string Name, Func<Rune, bool> Has)
{
    private static readonly CharacterClass[] s_all =
    [
        new("lower", Rune.IsLower),
        new("upper", Rune.IsUpper),
        new("digit", Rune.IsDigit),
        new("symbol", rune => !Rune.IsLetterOrDigit(rune) && !Rune.IsWhiteSpace(rune)),
    ];

    public static IEnumerable<string> Names => s_all.Select(each => each.Name);

    /// <summary>Reads names with commas between them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">What is wrong with it, as a sentence, or null.</param>
    public static CharacterClass[] Read(string text, out string? problem)
    {
        string[] names = [.. text.Split(',').Distinct()];
        string? unknown = Array.Find(names, name => !Names.Contains(name));
        problem = unknown is null
            ? null
            : $"A class is one of {string.Join(", ", Names)}; '{unknown}' is not.";
        return unknown is null
            ? [.. names.Select(name => s_all.First(each => each.Name == name))]
            : [];
    }
}
