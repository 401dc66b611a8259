using System.Text.RegularExpressions;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace VGetRandom.Cli.Output;

/// <summary>Text in which no line ends between a number and what it counts.</summary>
internal sealed partial class BoundText(string text, Style? style = null) : IRenderable
{
    // Of the private use: no text here has it, and to the layout it is a letter.
    private const char Bond = '\uE000';

    public Measurement Measure(RenderOptions options, int maxWidth) =>
        ((IRenderable)new Text(text, style)).Measure(options, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        // What does not fit a line would be cut anywhere: better between the two.
        string bound = NumberAndUnit().Replace(
            text, match => match.Length <= maxWidth ? match.Value.Replace(' ', Bond) : match.Value);
        return ((IRenderable)new Text(bound, style)).Render(options, maxWidth)
            .Select(segment => segment.Text.Contains(Bond)
                ? new Segment(segment.Text.Replace(Bond, ' '), segment.Style)
                : segment);
    }

    [GeneratedRegex(@"\S*\d [\p{L}%]\S*")]
    private static partial Regex NumberAndUnit();
}
