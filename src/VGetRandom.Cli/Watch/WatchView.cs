using System.Globalization;
using Spectre.Console;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Watch;

/// <summary>Samples for a person at a terminal, drawn in place.</summary>
internal sealed class WatchView
{
    private const int MaxRecent = 60;
    private const int FewestRecent = 4;

    // What stands in front of the bars, at most, with what is between the columns.
    private const int ColumnsBeforeBars = 40;

    private readonly List<WatchSample> _recent = [];
    private readonly IAnsiConsole _console;

    private WatchView(IAnsiConsole console) => _console = console;

    /// <summary>Shows samples, unless this terminal cannot draw in place.</summary>
    public static bool TryShow(TimeSpan interval, long count)
    {
        using InPlaceConsole? terminal = InPlaceConsole.TryOpen(Console.Out);
        if (terminal is null)
        {
            return false;
        }

        var view = new WatchView(terminal.Ansi);
        terminal.Ansi.Live(new Text("Measuring."))
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Bottom)
            .Start(context =>
            {
                context.Refresh();
                using var sampler = new WatchSampler(interval);
                for (long i = 0; i < count; i++)
                {
                    context.UpdateTarget(view.With(sampler.WaitForNext()));
                }
            });
        return true;
    }

    private Rows With(WatchSample sample)
    {
        _recent.Add(sample);
        if (_recent.Count > MaxRecent)
        {
            _recent.RemoveAt(0);
        }

        return new Rows(
            LayCounts(sample),
            Text.Empty,
            LaySpeeds(sample),
            Text.Empty,
            new Text("Ctrl+C ends it.", Dim));
    }

    private static Style Dim { get; } = new(decoration: Decoration.Dim);

    private static Style Warning { get; } = new(Color.Yellow);

    private static Grid LayCounts(WatchSample sample)
    {
        Grid grid = new Grid().AddColumn(Column()).AddColumn(new GridColumn());
        Add("backend", sample.BackendProblem is null ? sample.Backend : sample.BackendProblem,
            sample.BackendProblem is null ? new Style(Color.Green) : Warning);
        Add("running", TimeSpan.FromSeconds(Math.Floor(sample.Seconds)).ToString(
            "c", CultureInfo.InvariantCulture));
        if (sample.GenerationProblem is { } unreadable)
        {
            Add("generation", $"not readable: {unreadable}", Warning);
        }
        else
        {
            Add("generation", $"{sample.Generation}");
            Add("reseeds", AboutReseeds(sample));
        }

        Add("machine forks",
            sample.MachineForksProblem is null
                ? $"{sample.MachineForks} since the start"
                : $"not seen: {sample.MachineForksProblem}");
        Add("drops",
            sample.DroppableProblem is { } problem
                ? $"not watched: {problem}"
                : $"{sample.DroppedPages} since the start, of {sample.DroppablePages} pages",
            sample.DroppableProblem is null ? Style.Plain : Warning);
        return grid;

        void Add(string name, string value, Style? style = null) =>
            grid.AddRow(new Text(name, Dim), new BoundText(value, style));
    }

    private static string AboutReseeds(WatchSample sample) =>
        sample.Reseeds == 0 ? "none since the start"
        : $"{sample.Reseeds}, the last {WatchLines.Text(sample.SecondsSinceReseed, "F0")} s ago"
            + (sample.MeanReseedSeconds is null
                ? ""
                : $", {WatchLines.Text(sample.MeanReseedSeconds, "F1")} s apart");

    private Grid LaySpeeds(WatchSample sample)
    {
        int width = Math.Clamp(
            _console.Profile.Width - ColumnsBeforeBars, FewestRecent, MaxRecent);
        Grid grid = new Grid()
            .AddColumn(Column())
            .AddColumn(Column())
            .AddColumn(Column().RightAligned())
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0) });
        AddSpeed("4 bytes", sample.Backend, "F1", "ns", each => each.BackendNs);
        AddSpeed("", "getrandom(2)", "F1", "ns", each => each.GetrandomNs);
        AddSpeed("64 KiB", sample.Backend, "F2", "GB/s", each => each.BackendGbPerS);
        AddSpeed("", "getrandom(2)", "F2", "GB/s", each => each.GetrandomGbPerS);
        return grid;

        void AddSpeed(
            string what, string who, string form, string unit, Func<WatchSample, double?> value) =>
            grid.AddRow(
                new Text(what, Dim),
                new Text(who),
                new Text($"{WatchLines.Text(value(sample), form)} {unit}"),
                Bars(_recent.TakeLast(width).Select(value)));
    }

    private Text Bars(IEnumerable<double?> values) => new(
        SparkLine.Draw([.. values.Select(value => value ?? 0)],
            _console.Profile.Capabilities.Unicode),
        new Style(Color.Blue));

    private static GridColumn Column() =>
        new() { NoWrap = true, Padding = new Padding(0, 0, 2, 0) };
}
