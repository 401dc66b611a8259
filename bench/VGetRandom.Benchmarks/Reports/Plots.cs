using VGetRandom.Benchmarks.StartUp;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>The report's plots, as SVG.</summary>
internal static class Plots
{
    public const string RequestTime = "request-time.svg";
    public const string Throughput = "throughput.svg";
    public const string Scaling = "two-threads.svg";
    public const string StartUp = "start-up.svg";

    private const int HeightPx = 600;

    // Above and below what is drawn, in powers of ten.
    private const double Margin = 0.15;

    // Sizes apart enough to tell the parts of a request: the call, the key, the bytes.
    private static readonly int[] s_scalingSizes = [4, 4096, 1 << 20];
    private static readonly string[] s_scalingColors = ["#9EC5FE", "#4285F4", "#0B3D91"];

    public static void Write(Results results, string folder)
    {
        Save(RequestTime, Times(results));
        Save(Throughput, Throughputs(results));
        Save(Scaling, Scalings(results));
        Save(StartUp, StartUps(results));

        void Save(string file, Chart chart) =>
            File.WriteAllText(Path.Combine(folder, file), chart.Finish());
    }

    private static Chart Times(Results results) => AgainstSize(
        results,
        "Time of a request, one thread",
        results.RequestNs,
        ns => ns < 1e3 ? $"{Wording.Plain(ns)} ns"
            : ns < 1e6 ? $"{Wording.Plain(ns / 1e3)} µs"
            : $"{Wording.Plain(ns / 1e6)} ms",
        [1]);

    private static Chart Throughputs(Results results) => AgainstSize(
        results,
        "Bytes a second, one thread",
        results.GigabytesPerSecond,
        number => $"{Wording.Plain(number)} GB/s",
        [1, 2, 5]);

    private static Chart AgainstSize(
        Results results,
        string title,
        Func<string, int, int, double?> measured,
        Func<double, string> label,
        double[] marks)
    {
        var curves = results.Sources.ToDictionary(source => source, PointsOf);
        double[] numbers = [.. curves.Values.SelectMany(points => points.Select(p => p.Y))];
        double least = numbers.Min() - Margin;
        double most = numbers.Max() + Margin;
        (double Y, string Text)[] heights =
        [
            .. Heights(least, most, marks).Select(y => (y, label(Math.Pow(10, y)))),
        ];
        var chart = new Chart(
            title,
            HeightPx,
            (Math.Log2(results.Sizes[0]) - 0.5, Math.Log2(results.Sizes[^1]) + 0.5),
            (least, most),
            heights.Select(height => height.Text),
            results.Sources);
        chart.NameX("size of a request");
        foreach (int size in results.Sizes)
        {
            chart.MarkX(Math.Log2(size), HasRoom(size) ? Wording.Size(size) : "");
        }

        Array.ForEach(heights, height => chart.MarkY(height.Y, height.Text));

        // This library's curves are the first in the legend, and lie on top because they are last.
        for (int row = results.Sources.Count - 1; row >= 0; row--)
        {
            string source = results.Sources[row];
            chart.Curve(source, curves[source], SourceStyle.Of(source), row);
        }

        return chart;

        (double X, double Y)[] PointsOf(string source) =>
        [
            .. from size in results.Sizes
               let number = measured(source, size, 1)
               where number is not null
               select (Math.Log2(size), Math.Log10(number.Value)),
        ];
    }

    // Beside 16 B and 64 B the name of 32 B has none.
    private static bool HasRoom(int size) => int.Log2(size) % 2 == 0;

    private static Chart Scalings(Results results)
    {
        IReadOnlyList<string> names = results.Sources;
        int[] sizes = [.. s_scalingSizes.Where(results.Sizes.Contains)];
        var chart = new Chart(
            "How many times as much two threads fill as one",
            100 + (44 * names.Count),
            (0, 2.4),
            Rows(names.Count),
            names,
            [.. sizes.Select(Wording.Size)]);
        for (double mark = 0; mark < 2.4; mark += 0.5)
        {
            chart.MarkX(mark, Wording.Plain(mark));
        }

        double thickness = 0.8 / sizes.Length;
        for (int i = 0; i < sizes.Length; i++)
        {
            chart.NameBars(Wording.Size(sizes[i]), s_scalingColors[i], i);
            for (int row = 0; row < names.Count; row++)
            {
                chart.Bar(
                    -row + 0.4 - ((i + 0.5) * thickness),
                    thickness,
                    results.Scaling(names[row], sizes[i]) ?? 0,
                    s_scalingColors[i]);
            }
        }

        NameRows(chart, names);
        chart.Goal(2);
        return chart;
    }

    private static Chart StartUps(Results results)
    {
        StartUpResult[] rows = [.. results.StartUps.OrderBy(row => row.FirstByteMs)];
        string[] names = [.. rows.Select(row => row.Name)];
        double most = rows.Max(row => row.FirstByteMs) * 1.1;
        var chart = new Chart(
            "From nothing to the first byte",
            100 + (28 * rows.Length),
            (0, most),
            Rows(rows.Length),
            names,
            []);
        chart.NameX("milliseconds");
        double step = Math.Pow(10, Math.Floor(Math.Log10(most)));
        for (double mark = 0; mark < most; mark += step)
        {
            chart.MarkX(mark, Wording.Plain(mark));
        }

        for (int row = 0; row < rows.Length; row++)
        {
            chart.Bar(
                -row,
                0.7,
                rows[row].FirstByteMs,
                s_scalingColors[IsOwn(names[row]) ? 2 : 0],
                Wording.Number(rows[row].FirstByteMs));
        }

        NameRows(chart, names);
        return chart;
    }

    private static bool IsOwn(string program) =>
        program == StartUpProgram.CommandName
        || program.Contains(nameof(KernelRandom), StringComparison.Ordinal);

    /// <summary>The heights of rows that lie at 0, -1, -2 and so on.</summary>
    private static (double Least, double Most) Rows(int count) => (-count + 0.4, 0.6);

    private static void NameRows(Chart chart, IReadOnlyList<string> names)
    {
        for (int row = 0; row < names.Count; row++)
        {
            chart.MarkY(-row, names[row], isName: true);
        }
    }

    /// <summary>Where the marks of every power of ten lie, as logarithms.</summary>
    private static IEnumerable<double> Heights(double least, double most, double[] marks) =>
        from decade in Enumerable.Range((int)Math.Floor(least), (int)(most - least) + 2)
        from mark in marks
        let height = decade + Math.Log10(mark)
        where height >= least && height <= most
        select height;
}
