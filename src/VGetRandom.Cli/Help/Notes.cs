using System.Text.RegularExpressions;

namespace VGetRandom.Cli.Help;

/// <summary>A part of a command's notes: a paragraph, or a list.</summary>
/// <param name="Text">The paragraph; empty for a list.</param>
/// <param name="Items">The list's items, each with what is said about it.</param>
internal sealed record NoteBlock(string Text, IReadOnlyList<(string Term, string About)> Items);

/// <summary>A section of a command's notes.</summary>
/// <param name="Title">What stands above it; empty for what comes before the first.</param>
/// <param name="Blocks">What is in it.</param>
internal sealed record NoteSection(string Title, List<NoteBlock> Blocks);

/// <summary>The notes that a command's help ends with, taken apart for other forms.</summary>
/// <remarks>
/// A line that ends with a colon, at the margin, is a title. Two spaces or more part an item from
/// what is said about it, which may go on further to the right in the lines below. All that
/// stands below Examples is items.
/// </remarks>
internal static partial class Notes
{
    public const string Examples = "Examples";

    private const int Indent = 2;

    public static List<NoteSection> Parse(string text)
    {
        List<NoteSection> sections = [new("", [])];
        List<string> block = [];
        foreach (string line in (string[])[.. text.ReplaceLineEndings("\n").Split('\n'), ""])
        {
            Match title = Title().Match(line);
            if (line.Length > 0 && !title.Success)
            {
                block.Add(line);
                continue;
            }

            AddBlock(sections[^1], block);
            block.Clear();
            if (title.Success)
            {
                sections.Add(new(title.Groups[1].Value, []));
                if (title.Groups[2].Length > 0)
                {
                    string sentence = title.Groups[2].Value;
                    sections[^1].Blocks.Add(
                        new($"{char.ToUpperInvariant(sentence[0])}{sentence[1..]}", []));
                }
            }
        }

        return [.. sections.Where(section => section.Blocks.Count > 0)];
    }

    private static void AddBlock(NoteSection section, List<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        if (section.Title != Examples && !Gap().IsMatch(lines[0].Trim()))
        {
            section.Blocks.Add(new(string.Join(' ', lines.Select(line => line.Trim())), []));
            return;
        }

        // An item that reaches up to the others' second column has one space there.
        int column = section.Title == Examples
            ? int.MaxValue
            : Gap().Match(lines[0], Indent) is var gap ? gap.Index + gap.Length : 0;
        List<(string Term, string About)> items = [];
        foreach (string line in lines)
        {
            if (line.Length - line.TrimStart().Length > Indent && items.Count > 0)
            {
                items[^1] = (items[^1].Term, $"{items[^1].About} {line.Trim()}");
                continue;
            }

            string[] cells = line.Length > column && line[(column - 2)..column] is [not ' ', ' ']
                ? [line[..column].Trim(), line[column..]]
                : Gap().Split(line.Trim());
            for (int i = 0; i < cells.Length; i += 2)
            {
                items.Add((cells[i], i + 1 < cells.Length ? cells[i + 1] : ""));
            }
        }

        section.Blocks.Add(new("", items));
    }

    // With or without a sentence behind the colon.
    [GeneratedRegex(@"^([A-Z][A-Za-z ]*):(?: +(.+))?$")]
    private static partial Regex Title();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Gap();
}
