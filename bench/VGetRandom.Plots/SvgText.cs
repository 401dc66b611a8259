using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VGetRandom.Plots;

/// <summary>Frees a plot's text from the font of the machine that drew it.</summary>
/// <remarks>
/// The drawing library places every letter by itself, with the widths of a font that the reader may
/// not have. But the place where a text begins, ends or is centred is the same in all fonts.
/// </remarks>
internal static partial class SvgText
{
    // The width of a last letter, which no next one shows: a rough share of the font's size.
    private const double LetterWidth = 0.6;

    public static string Anchored(string svg) => Text().Replace(svg, match =>
    {
        double[] letters = Numbers(match.Groups["x"].Value);
        double end = letters[^1] + (LetterWidth * Number(match.Groups["size"].Value));
        string anchor = letters[0] > -1 ? "start"
            : end < (end - letters[0]) / 4 ? "end"
            : "middle";
        double baseline = Numbers(match.Groups["y"].Value)[0];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<text{match.Groups["before"].Value} font-family=\"sans-serif\" "
            + $"text-anchor=\"{anchor}\" y=\"{baseline}\">");
    });

    /// <summary>Returns the texts of a plot that keep their place in any font.</summary>
    public static IEnumerable<string> Read(string svg) =>
        from element in XElement.Parse(svg).Descendants()
        where element.Name.LocalName == "text" && element.Attribute("text-anchor") is not null
        select element.Value.Trim();

    private static double[] Numbers(string list) =>
        [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Number)];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<text(?<before>[^>]* font-size="(?<size>[^"]*)"[^>]*) """
        + """font-family="[^"]*" x="(?<x>[^"]*)" y="(?<y>[^"]*)">""")]
    private static partial Regex Text();
}
