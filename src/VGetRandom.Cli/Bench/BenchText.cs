using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Bench;

/// <summary>The results for a person: a group for each kind and size of request, with bars.
/// </summary>
internal static class BenchText
{
    private const int MaxBarWidth = 40;

    // The columns in front of the bars, with what is between them. Together they are as wide as
    // the narrowest terminal that everything is laid out for.
    private const int SourceWidth = 21;
    private const int TimeWidth = 7;
    private const int RatioWidth = 7;
    private const int OtherColumns = 2 + SourceWidth + 1 + TimeWidth + 1 + RatioWidth + 1;

    private const char Bar = '█';

    public static void Write(BenchReport report, TextWriter output)
    {
        int barWidth = Console.IsOutputRedirected
            ? 0
            : Math.Clamp(ConsoleText.Columns - OtherColumns, 0, MaxBarWidth);
        ConsoleText.Write(Lay(report, barWidth), output);
    }

    /// <summary>So that a person reads it at once: three digits or so, in the unit at hand.
    /// </summary>
    internal static string Time(double ns)
    {
        (double value, string unit) = ns switch
        {
            < 1e3 => (ns, "ns"),
            < 1e6 => (ns / 1e3, "us"),
            _ => (ns / 1e6, "ms"),
        };
        string digits = value < 100 ? "0.0" : "0";
        return $"{value.ToString(digits, CultureInfo.InvariantCulture)} {unit}";
    }

    internal static Rows Lay(BenchReport report, int barWidth)
    {
        var parts = new List<IRenderable>();
        foreach (IGrouping<(string Operation, int Bytes), BenchResult> group in
            report.Results.GroupBy(result => (result.Operation, result.Bytes)))
        {
            parts.Add(new Text(
                $"{group.Key.Operation}, {group.Key.Bytes} bytes",
                new Style(decoration: Decoration.Bold)));
            parts.Add(LayGroup([.. group], barWidth));
            parts.Add(Text.Empty);
        }

        foreach (BenchMissing missing in report.Unavailable)
        {
            parts.Add(new BoundText($"Not measured: {missing.Source}: {missing.Reason}"));
        }

        parts.Add(new BoundText(
            $"{report.Kernel}, {report.Runtime}, {report.VectorBits}-bit vectors; KernelRandom is "
            + $"on the {report.Backend} backend; x: times as fast as getrandom(2)",
            new Style(decoration: Decoration.Dim)));
        return new Rows(parts);
    }

    private static Grid LayGroup(BenchResult[] group, int barWidth)
    {
        Grid grid = new Grid()
            .AddColumn(Column(SourceWidth, before: 2))
            .AddColumn(Column(TimeWidth).RightAligned())
            .AddColumn(Column(RatioWidth).RightAligned())
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0) });
        double slowest = group.Max(result => result.NsMedian);
        double quickest = group.Min(result => result.NsMedian);
        foreach (BenchResult result in group)
        {
            int length = (int)Math.Ceiling(result.NsMedian / slowest * barWidth);
            var style = new Style(result.NsMedian == quickest ? Color.Green : null);
            grid.AddRow(
                new Text(result.Source, style),
                new Text(Time(result.NsMedian), style),
                new Text(Ratio(result.RatioToSyscall), style),
                new Text(new string(Bar, length), style));
        }

        return grid;
    }

    private static GridColumn Column(int width, int before = 0) =>
        new() { NoWrap = true, Width = width, Padding = new Padding(before, 0, 1, 0) };

    private static string Ratio(double? ratio) => ratio is { } known
        ? $"{known.ToString(known < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture)}x"
        : "";
}
