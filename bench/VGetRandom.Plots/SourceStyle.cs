using ScottPlot;
using VGetRandom.Benchmarks.Reports;

namespace VGetRandom.Plots;

/// <summary>How a source looks: it has the same colour and marker in every plot.</summary>
/// <param name="Color">The colour of its line, markers and bars.</param>
/// <param name="Shape">The shape of its markers.</param>
/// <param name="IsOwn">Whether it belongs to this library, whose lines are thick.</param>
internal sealed record SourceStyle(Color Color, MarkerShape Shape, bool IsOwn)
{
    private static readonly string[] s_ownColors = ["#0B57D0", "#D1005D", "#6A3DE8"];

    private static readonly string[] s_peerColors =
    [
        "#202124", "#00A2B8", "#8C564B", "#E8710A", "#188038", "#B8860B", "#F06292", "#9AA0A6",
        "#7CB342",
    ];

    private static readonly MarkerShape[] s_shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleUp, MarkerShape.FilledTriangleDown,
    ];

    public float LineWidth => IsOwn ? 4 : 1.5f;

    public float MarkerSize => IsOwn ? 10 : 7;

    /// <summary>Returns a source's style, by its place among the sources of its kind.</summary>
    public static SourceStyle Of(string source, Results results)
    {
        bool isOwn = Wording.IsOwn(source);
        int rank = results.Sources
            .TakeWhile(other => other != source)
            .Count(other => Wording.IsOwn(other) == isOwn);
        string[] colors = isOwn ? s_ownColors : s_peerColors;
        return new(
            Color.FromHex(colors[rank % colors.Length]),
            s_shapes[rank % s_shapes.Length],
            isOwn);
    }
}
