namespace VGetRandom.Benchmarks.Reports;

/// <summary>A frame with a title, marks at its axes and a legend, and what is drawn in it.
/// </summary>
internal sealed class Chart
{
    public const string Middle = "middle";

    private const int WidthPx = 1000;
    private const int TopPx = 44;
    private const int EdgePx = 16;
    private const int LegendRowPx = 20;
    private const int SamplePx = 24;

    // The width of a letter is the font's; this is enough for most.
    private const int LetterPx = 7;

    private const string GridColor = "#E3E5E8";
    private const string FrameColor = "black";

    private readonly Svg _svg;
    private readonly double _left;
    private readonly double _right;
    private readonly double _bottom;
    private readonly (double Least, double Most) _x;
    private readonly (double Least, double Most) _y;

    /// <param name="title">What is above it.</param>
    /// <param name="heightPx">The height of all of it.</param>
    /// <param name="x">The least and the greatest number of the lower axis.</param>
    /// <param name="y">Those of the left one; the greatest is at the top.</param>
    /// <param name="marks">All texts that will be written at the left axis.</param>
    /// <param name="legend">All texts of the legend.</param>
    public Chart(
        string title,
        int heightPx,
        (double Least, double Most) x,
        (double Least, double Most) y,
        IEnumerable<string> marks,
        IReadOnlyCollection<string> legend)
    {
        _svg = new(WidthPx, heightPx);
        (_x, _y) = (x, y);
        _left = EdgePx + WidestPx(marks);
        _right = WidthPx - EdgePx
            - (legend.Count == 0 ? 0 : SamplePx + EdgePx + WidestPx(legend));
        _bottom = heightPx - 48;
        _svg.Rectangle(0, 0, WidthPx, heightPx, "white");
        _svg.Text((_left + _right) / 2, 16, title, Middle, 16, isBold: true);
    }

    /// <summary>What the numbers of the lower axis are.</summary>
    public void NameX(string name) =>
        _svg.Text((_left + _right) / 2, _bottom + 36, name, Middle, 14, isBold: true);

    public void MarkX(double x, string text)
    {
        _svg.Line([(X(x), TopPx), (X(x), _bottom)], GridColor);
        _svg.Text(X(x), _bottom + 14, text, Middle);
    }

    /// <param name="y">Where the mark is.</param>
    /// <param name="text">What it says.</param>
    /// <param name="isName">Whether it names a row, which needs no line across the frame.</param>
    public void MarkY(double y, string text, bool isName = false)
    {
        if (!isName)
        {
            _svg.Line([(_left, Y(y)), (_right, Y(y))], GridColor);
        }

        _svg.Text(_left - 8, Y(y), text, "end");
    }

    /// <summary>Draws a line with markers, and names it in a row of the legend.</summary>
    public void Curve(
        string name, IEnumerable<(double X, double Y)> points, SourceStyle style, int row)
    {
        Draw([.. points.Select(point => (X(point.X), Y(point.Y)))]);

        double y = NameInLegend(name, row);
        Draw([(_right + EdgePx, y), (_right + EdgePx + SamplePx, y)]);

        void Draw((double X, double Y)[] places)
        {
            _svg.Line(places, style.Color, style.LineWidth);
            foreach ((double x, double y) in places)
            {
                _svg.Marker(x, y, style.Marker, style.MarkerRadius, style.Color);
            }
        }
    }

    /// <summary>Draws a bar from the left axis, around a height.</summary>
    public void Bar(double y, double thickness, double length, string color, string text = "")
    {
        double top = Y(y + (thickness / 2));
        _svg.Rectangle(_left, top, X(length) - _left, Y(y - (thickness / 2)) - top, color);
        _svg.Text(X(length) + 6, Y(y), text, "start");
    }

    /// <summary>Says in the legend what the bars of a colour are.</summary>
    public void NameBars(string name, string color, int row) =>
        _svg.Rectangle(_right + EdgePx, NameInLegend(name, row) - 5, SamplePx, 10, color);

    public void Goal(double x) =>
        _svg.Line([(X(x), TopPx), (X(x), _bottom)], "gray", 2, dashes: "8");

    public string Finish()
    {
        _svg.Rectangle(_left, TopPx, _right - _left, _bottom - TopPx, "none", FrameColor);
        return _svg.ToString();
    }

    private static int WidestPx(IEnumerable<string> texts) =>
        LetterPx * texts.Max(text => text.Length);

    private double NameInLegend(string name, int row)
    {
        double y = TopPx + (LegendRowPx * (row + 0.5));
        _svg.Text(_right + EdgePx + SamplePx + 8, y, name, "start");
        return y;
    }

    private double X(double x) =>
        _left + ((x - _x.Least) / (_x.Most - _x.Least) * (_right - _left));

    private double Y(double y) =>
        _bottom - ((y - _y.Least) / (_y.Most - _y.Least) * (_bottom - TopPx));
}
