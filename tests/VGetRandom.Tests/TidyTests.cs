using System.Text.RegularExpressions;

namespace VGetRandom.Tests;

/// <summary>Guards the tree: sizes, required comments, words and links.</summary>
public partial class TidyTests
{
    private const int MaxFileLines = 300;
    private const int MaxColumns = 100;
    private const int LinesAbove = 4;
    private const int LinesBelow = 6;

    private static readonly string s_root = Checkout.Root;

    // Written in halves, so that this file does not break its own rule.
    private static readonly string[] s_bannedWords =
        ["ent" + "ropy", "man" + "ager", "hel" + "per", "ut" + "ils", "nuget" + ".org"];

    private static readonly string[] s_machinePaths =
        ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/tmp" + "/"];

    public static TheoryData<string> SourceFiles => [.. Checkout.Files("*.cs")];

    public static TheoryData<string> CFiles => [.. Checkout.Files("*.c"), .. Checkout.Files("*.h")];

    public static TheoryData<string> TextFiles => [.. Checkout.Files("*.md")];

    [Theory]
    [MemberData(nameof(SourceFiles))]
    [MemberData(nameof(CFiles))]
    public void A_source_file_is_short_and_narrow(string file)
    {
        string[] lines = Read(file);
        Assert.InRange(lines.Length, 1, MaxFileLines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, MaxColumns));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
        Assert.NotEqual("", lines[0]);
        Assert.NotEqual("", lines[^1]);
        Assert.DoesNotContain(("", ""), lines.Zip(lines.Skip(1)));
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public void Every_unsafe_says_why_it_is_safe(string file)
    {
        string[] lines = Read(file);
        for (int i = 0; i < lines.Length; i++)
        {
            if (!Unsafe().IsMatch(lines[i]))
            {
                continue;
            }

            int first = Math.Max(0, i - LinesAbove);
            int end = Math.Min(lines.Length, i + LinesBelow);
            Assert.True(
                lines[first..end].Any(line => SafetyComment().IsMatch(line)),
                $"{file}:{i + 1} has no // SAFETY: line near it");
        }
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    [MemberData(nameof(CFiles))]
    [MemberData(nameof(TextFiles))]
    public void No_text_has_a_banned_word_or_a_path_of_some_machine(string file)
    {
        // The C library's own name keeps its spelling.
        string text = string.Join('\n', Read(file))
            .Replace("get" + "ent" + "ropy", "", StringComparison.Ordinal);
        Assert.All(
            s_bannedWords,
            word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(
            s_machinePaths,
            path => Assert.DoesNotContain(path, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TextFiles))]
    public void Every_link_into_the_tree_leads_somewhere(string file)
    {
        string own = Path.Combine(s_root, file);
        foreach (Match link in Link().Matches(string.Join('\n', Read(file))))
        {
            string path = link.Groups[1].Value;
            string anchor = link.Groups[2].Value;
            string target = path.Length == 0
                ? own
                : Path.Combine(Path.GetDirectoryName(own)!, path);
            Assert.True(
                File.Exists(target) || Directory.Exists(target),
                $"{file} links to {path}, which is not there");
            Assert.True(
                anchor.Length == 0 || File.ReadLines(target).Any(line => Anchor(line) == anchor),
                $"{file} links to {path}#{anchor}, which has no such heading");
        }
    }

    /// <summary>A heading as the end of a link, as GitHub makes it.</summary>
    private static string Anchor(string line) => !line.StartsWith('#')
        ? ""
        : string.Concat(line.TrimStart('#').Trim().ToLowerInvariant()
            .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')
            .Select(letter => letter == ' ' ? '-' : letter));

    private static string[] Read(string file) => File.ReadAllLines(Path.Combine(s_root, file));

    [GeneratedRegex(@"^[^/""]*\bunsafe\b")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"^\s*// SAFETY: \w")]
    private static partial Regex SafetyComment();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")]
    private static partial Regex Link();
}
