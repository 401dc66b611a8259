using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;
using VGetRandom.Benchmarks.Reports;

namespace VGetRandom.Plots;

/// <summary>Draws the report's plots as SVG.</summary>
internal static class Drawing
{
    private const int WidthPx = 1000;
    private const int HeightPx = 600;

    // The space above and below the lines, in powers of ten.
    private const double Margin = 0.15;

    // Sizes far enough apart to show the parts of a request: the call, the key, the bytes.
    private static readonly int[] s_scalingSizes = [4, 4096, 1 << 20];
    private static readonly string[] s_scalingColors = ["#9EC5FE", "#4285F4", "#0B3D91"];

    private static readonly string[] s_fonts = ["DejaVu Sans", "Liberation Sans", "Arial"];

    /// <summary>Draws all plots, and prints the font that it used.</summary>
    /// <returns>Whether each plot names everything that was measured.</returns>
    public static bool Write(Results results, string folder)
    {
        // The font that measures the texts. Most others are narrower, so all texts will fit.
        Fonts.Default = s_fonts.FirstOrDefault(IsInstalled) ?? Fonts.Default;
        Console.WriteLine($"Drawn in {Fonts.Default}: {folder}");
        IReadOnlyList<string> sources = results.Sources;
        string[] processes = [.. results.StartUps.Select(row => row.Name)];
        return Save(PlotFiles.RequestTime, HeightPx, DrawTimes, sources)
            & Save(PlotFiles.Throughput, HeightPx, DrawThroughput, sources)
            & Save(PlotFiles.Scaling, 60 + (46 * sources.Count), DrawScaling, sources)
            & Save(PlotFiles.StartUp, 80 + (30 * processes.Length), DrawStartUps, processes);

        bool Save(
            string file, int heightPx, Action<Plot, Results> draw, IEnumerable<string> names)
        {
            using var plot = new Plot();
            plot.FigureBackground.Color = Colors.White;
            plot.DataBackground.Color = Colors.White;
            plot.Grid.MajorLineColor = Color.FromHex("#E3E5E8");
            draw(plot, results);
            string svg = SvgText.Anchored(plot.GetSvgHtml(WidthPx, heightPx));
            File.WriteAllText(Path.Combine(folder, file), svg);

            string[] missing = [.. names.Except(SvgText.Read(svg))];
            if (missing.Length > 0)
            {
                Console.Error.WriteLine(
                    $"{file} does not name {string.Join("; ", missing)}: are there no fonts here?");
            }

            return missing.Length == 0;
        }
    }

    private static bool IsInstalled(string font)
    {
        using SKTypeface found = SKTypeface.FromFamilyName(font);
        return found.FamilyName == font;
    }

    private static void DrawTimes(Plot plot, Results results) => DrawAgainstSize(
        plot,
        results,
        "Time of a request, one thread",
        results.RequestNs,
        ns => ns < 1e3 ? $"{Wording.Plain(ns)} ns"
            : ns < 1e6 ? $"{Wording.Plain(ns / 1e3)} µs"
            : $"{Wording.Plain(ns / 1e6)} ms",
        [1]);

    private static void DrawThroughput(Plot plot, Results results) => DrawAgainstSize(
        plot,
        results,
        "Bytes a second, one thread",
        results.GigabytesPerSecond,
        number => $"{Wording.Plain(number)} GB/s",
        [1, 2, 5]);

    private static void DrawAgainstSize(
        Plot plot,
        Results results,
        string title,
        Func<string, int, int, double?> measured,
        Func<double, string> label,
        double[] marks)
    {
        plot.Title(title);
        double least = double.MaxValue;
        double most = double.MinValue;

        // This library comes last, so that its lines lie on top. In the legend it comes first.
        var legend = new List<LegendItem>();
        foreach (string source in results.Sources.Reverse())
        {
            SourceStyle style = SourceStyle.Of(source, results);
            var points = new List<Coordinates>();
            foreach (int size in results.Sizes)
            {
                if (measured(source, size, 1) is { } number)
                {
                    points.Add(new(Math.Log2(size), Math.Log10(number)));
                }
            }

            least = Math.Min(least, points.Min(point => point.Y));
            most = Math.Max(most, points.Max(point => point.Y));
            var line = plot.Add.Scatter(points.ToArray());
            line.Color = style.Color;
            line.LineWidth = style.LineWidth;
            line.MarkerShape = style.Shape;
            line.MarkerSize = style.MarkerSize;
            legend.Insert(0, new()
            {
                LabelText = source,
                LineColor = style.Color,
                LineWidth = style.LineWidth,
                MarkerColor = style.Color,
                MarkerShape = style.Shape,
                MarkerSize = style.MarkerSize,
            });
        }

        double[] heights = [.. Heights(least - Margin, most + Margin, marks)];
        plot.Axes.Bottom.TickGenerator = new NumericManual(
            [.. results.Sizes.Select(size => Math.Log2(size))],
            [.. results.Sizes.Select(size => HasRoom(size) ? Wording.Size(size) : "")]);
        plot.Axes.Left.TickGenerator = new NumericManual(
            heights, [.. heights.Select(height => label(Math.Pow(10, height)))]);
        plot.XLabel("size of a request");
        plot.Axes.SetLimits(
            Math.Log2(results.Sizes[0]) - 0.5, Math.Log2(results.Sizes[^1]) + 0.5,
            least - Margin, most + Margin);
        plot.Legend.ManualItems.AddRange(legend);
        plot.ShowLegend(Edge.Right);
    }

    // The name of 32 B has no room beside those of 16 B and 64 B.
    private static bool HasRoom(int size) => int.Log2(size) % 2 == 0;

    private static void DrawScaling(Plot plot, Results results)
    {
        plot.Title("How many times as much two threads fill as one");
        int[] sizes = [.. s_scalingSizes.Where(results.Sizes.Contains)];
        double thickness = 0.8 / sizes.Length;
        for (int i = 0; i < sizes.Length; i++)
        {
            var bars = new List<Bar>();
            for (int row = 0; row < results.Sources.Count; row++)
            {
                if (results.Scaling(results.Sources[row], sizes[i]) is { } times)
                {
                    bars.Add(new()
                    {
                        Position = -row + 0.4 - ((i + 0.5) * thickness),
                        Value = times,
                        Size = thickness,
                    });
                }
            }

            AddBars(plot, bars, s_scalingColors[i]).LegendText = Wording.Size(sizes[i]);
        }

        var twice = plot.Add.VerticalLine(2);
        twice.Color = Colors.Gray;
        twice.LinePattern = LinePattern.Dashed;
        NameRows(plot, results.Sources);
        plot.Axes.Bottom.TickGenerator = new NumericFixedInterval(0.5);
        plot.Axes.SetLimitsX(0, 2.4);
        plot.ShowLegend(Edge.Right);
    }

    private static void DrawStartUps(Plot plot, Results results)
    {
        plot.Title("From nothing to the first byte");
        StartUpResult[] rows = [.. results.StartUps.OrderBy(row => row.FirstByteMs)];
        List<Bar> bars =
        [
            .. rows.Select((row, i) => new Bar
            {
                Position = -i,
                Value = row.FirstByteMs,
                Size = 0.7,
                ValueLabel = Wording.Number(row.FirstByteMs),
            }),
        ];
        var added = AddBars(plot, bars, s_scalingColors[0]);
        added.ValueLabelStyle.OffsetX = 4;
        for (int i = 0; i < rows.Length; i++)
        {
            if (Wording.IsOwn(rows[i].Name))
            {
                bars[i].FillColor = Color.FromHex(s_scalingColors[2]);
            }
        }

        NameRows(plot, [.. rows.Select(row => row.Name)]);
        plot.XLabel("milliseconds");
        plot.Axes.SetLimitsX(0, rows.Max(row => row.FirstByteMs) * 1.1);
    }

    private static ScottPlot.Plottables.BarPlot AddBars(
        Plot plot, List<Bar> bars, string color)
    {
        var added = plot.Add.Bars(bars);
        added.Horizontal = true;
        added.Color = Color.FromHex(color);
        added.Bars.ForEach(bar => bar.LineWidth = 0);
        return added;
    }

    private static void NameRows(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. names.Select((_, row) => -(double)row)], [.. names]);
        plot.Axes.SetLimitsY(-names.Count + 0.4, 0.6);
        plot.Grid.YAxisStyle.IsVisible = false;
    }

    /// <summary>Where the marks of every power of ten lie, as logarithms.</summary>
    private static IEnumerable<double> Heights(double least, double most, double[] marks) =>
        from decade in Enumerable.Range((int)Math.Floor(least), (int)(most - least) + 2)
        from mark in marks
        let height = decade + Math.Log10(mark)
        where height >= least && height <= most
        select height;
}
