using VGetRandom.Benchmarks.Sources;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>How a source is drawn: by the same colour and marker in every plot.</summary>
/// <param name="Color">Of its line and markers.</param>
/// <param name="Marker">The path of its markers, from -1 to 1.</param>
/// <param name="IsOwn">Whether it is this library, whose lines are thick.</param>
internal sealed record SourceStyle(string Color, string Marker, bool IsOwn)
{
    private static readonly string[] s_ownColors = ["#0B57D0", "#D1005D", "#6A3DE8"];

    private static readonly string[] s_peerColors =
    [
        "#202124", "#00A2B8", "#8C564B", "#E8710A", "#188038", "#B8860B", "#F06292", "#9AA0A6",
        "#7CB342",
    ];

    // A circle, a square, a diamond, and triangles that point up and down.
    private static readonly string[] s_markers =
    [
        "M-1 0A1 1 0 1 0 1 0A1 1 0 1 0 -1 0Z", "M-1 -1H1V1H-1Z", "M0 -1L1 0L0 1L-1 0Z",
        "M0 -1L1 1H-1Z", "M-1 -1H1L0 1Z",
    ];

    public double LineWidth => IsOwn ? 4 : 1.5;

    public double MarkerRadius => IsOwn ? 5 : 3.5;

    /// <summary>The style of a source, measured now or earlier.</summary>
    public static SourceStyle Of(string name)
    {
        var all = Source.All.ToList();
        int index = all.FindIndex(source => source.Name == name);
        bool isOwn = index >= 0 && all[index].Backend is not null;
        int rank = all.Take(Math.Max(index, 0))
            .Count(source => source.Backend is not null == isOwn);
        string[] colors = isOwn ? s_ownColors : s_peerColors;
        return new(
            colors[rank % colors.Length], s_markers[rank % s_markers.Length], isOwn);
    }
}
