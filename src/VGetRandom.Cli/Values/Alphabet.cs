using System.Text;

namespace VGetRandom.Cli.Values;

/// <summary>The characters that passwords are made of.</summary>
internal static class Alphabet
{
    public const string Usual = "alphanumeric";

    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";

    private static readonly (string Name, string Characters)[] s_all =
    [
        (Usual, Upper + Lower + Digits),
        ("ascii", Upper + Lower + Digits + "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        ("readable", "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"),
        ("lower", Lower),
        ("hex", Digits + "abcdef"),
        ("digits", Digits),
    ];

    public static string[] Names => [.. s_all.Select(alphabet => alphabet.Name)];

    /// <summary>The characters of an alphabet with a name, or null.</summary>
    public static Rune[]? Find(string name) =>
        s_all.FirstOrDefault(alphabet => alphabet.Name == name).Characters is { } characters
            ? [.. characters.EnumerateRunes()]
            : null;

    /// <summary>An alphabet of one's own.</summary>
    /// <param name="characters">Its characters, each once.</param>
    /// <param name="problem">What is wrong with it, or null.</param>
    public static Rune[] Read(string characters, out string? problem)
    {
        Rune[] runes = [.. characters.EnumerateRunes()];

        // What is there twice would come twice as often, and the bits would be a lie.
        Rune twice = runes.GroupBy(rune => rune).FirstOrDefault(same => same.Count() > 1)?.Key
            ?? default;
        problem =
            runes.Length < 2 ? "An alphabet has at least 2 characters."
            : runes.Contains(Rune.ReplacementChar) ? "The alphabet is not valid text."
            : runes.FirstOrDefault(Rune.IsControl) is { Value: > 0 } control
                ? $"The alphabet has a control character, U+{control.Value:X4}."
            : twice != default ? $"The alphabet has '{twice}' more than once."
            : null;
        return runes;
    }
}
