using System.Globalization;
using System.Security;
using System.Text;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>A drawing, written as SVG.</summary>
/// <remarks>
/// A text says where it begins, ends or has its middle, and leaves the font to the machine that
/// shows it.
/// </remarks>
internal sealed class Svg(int widthPx, int heightPx)
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    private readonly StringBuilder _shapes = new();

    public void Rectangle(
        double x, double y, double width, double height, string fill, string stroke = "none") =>
        _shapes.Append(
            s_culture,
            $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" "
            + $"fill=\"{fill}\" stroke=\"{stroke}\"/>\n");

    /// <summary>Draws a line through points.</summary>
    public void Line(
        IEnumerable<(double X, double Y)> points,
        string color,
        double width = 1,
        string dashes = "none")
    {
        IEnumerable<string> places = points.Select(
            point => string.Create(s_culture, $"{point.X:0.#} {point.Y:0.#}"));
        _shapes.Append(
            s_culture,
            $"<path d=\"M{string.Join('L', places)}\" fill=\"none\" stroke=\"{color}\" "
            + $"stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\"/>\n");
    }

    /// <summary>Draws a shape, whose path reaches from -1 to 1, around a point.</summary>
    public void Marker(double x, double y, string path, double radius, string color) =>
        _shapes.Append(
            s_culture,
            $"<path transform=\"translate({x:0.#} {y:0.#}) scale({radius})\" d=\"{path}\" "
            + $"fill=\"{color}\"/>\n");

    /// <summary>Writes a text, with the middle of its height at a point.</summary>
    /// <param name="x">The point.</param>
    /// <param name="y">The point.</param>
    /// <param name="text">The text.</param>
    /// <param name="anchor">What of the text is there: its start, middle or end.</param>
    /// <param name="sizePx">The font's size.</param>
    /// <param name="isBold">Whether it is a heading.</param>
    public void Text(
        double x, double y, string text, string anchor, int sizePx = 12, bool isBold = false) =>
        _shapes.Append(
            s_culture,
            $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" dy=\"0.35em\" font-family=\"sans-serif\" "
            + $"font-size=\"{sizePx}\" font-weight=\"{(isBold ? "bold" : "normal")}\" "
            + $"text-anchor=\"{anchor}\">{SecurityElement.Escape(text)}</text>\n");

    public override string ToString() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{widthPx}\" height=\"{heightPx}\">\n"
        + $"{_shapes}</svg>\n";
}
