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

    // What the other columns take at most, of a terminal's width.
    private const int OtherColumns = 46;

    private const char Bar = '█';

    public static void Write(BenchReport report, TextWriter output)
    {
        int barWidth = Console.IsOutputRedirected
            ? 0
            : Math.Clamp(AnsiConsole.Profile.Width - OtherColumns, 0, MaxBarWidth);
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

    private static Rows Lay(BenchReport report, int barWidth)
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
            parts.Add(new Text($"Not measured: {missing.Source}: {missing.Reason}"));
        }

        parts.Add(new Text(
            $"{report.Kernel}, {report.Runtime}, {report.VectorBits}-bit vectors; KernelRandom is "
            + $"on the {report.Backend} backend; x: times as fast as getrandom(2)",
            new Style(decoration: Decoration.Dim)));
        return new Rows(parts);
    }

    private static Grid LayGroup(BenchResult[] group, int barWidth)
    {
        Grid grid = new Grid()
            .AddColumn(
                new GridColumn { NoWrap = true, Padding = new Padding(2, 0, 1, 0), Width = 23 })
            .AddColumn(new GridColumn { NoWrap = true, Width = 8, Alignment = Justify.Right })
            .AddColumn(new GridColumn { NoWrap = true, Width = 7, Alignment = Justify.Right })
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(1, 0, 0, 0) });
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

    private static string Ratio(double? ratio) => ratio is { } known
        ? $"{known.ToString(known < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture)}x"
        : "";
}
