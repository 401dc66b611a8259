namespace VGetRandom.Benchmarks.Reports;

/// <summary>The report's tables, in Markdown.</summary>
internal static class Tables
{
    // These are enough to read. The plots and results.json have the others.
    private static readonly int[] s_shownSizes = [4, 32, 256, 4096, 64 << 10, 16 << 20];

    public static string Machine(Results results) => Table(
        ["", ""], results.Machine.Select(fact => (string[])[fact.Name, fact.Text]));

    /// <summary>The times of one request of one thread.</summary>
    public static string Times(Results results)
    {
        int[] sizes = [.. results.Sizes.Intersect(s_shownSizes)];
        return Table(
            ["", .. sizes.Select(Wording.Size)],
            results.Sources.Select(source => (string[])
            [
                source,
                .. sizes.Select(size => Wording.Time(results.RequestNs(source, size, 1))),
            ]));
    }

    /// <summary>Each value beside the first of its kind.</summary>
    public static string Values(Results results)
    {
        var rows = new List<string[]>();
        foreach (IGrouping<string, ValueResult> kind in results.Values.GroupBy(row => row.Kind))
        {
            ValueResult first = kind.First();
            rows.AddRange(kind.Select(row => (string[])
            [
                row == first ? row.Kind : "",
                row.Name,
                Wording.Time(row.Ns),
                row == first ? "1" : Wording.Ratio(row.Ns, first.Ns),
                $"{row.AllocatedBytes:0} B",
            ]));
        }

        return Table(["", "", "time", "beside the first", "allocated"], rows);
    }

    /// <summary>The processes, the quickest first.</summary>
    public static string StartUps(Results results) => Table(
        ["process", "first byte", "end"],
        results.StartUps.OrderBy(row => row.FirstByteMs).Select(row => (string[])
        [
            row.Name, $"{Wording.Number(row.FirstByteMs)} ms", $"{Wording.Number(row.EndMs)} ms",
        ]));

    private static string Table(string[] header, IEnumerable<string[]> rows) => string.Join(
        '\n', ((string[][])[header, [.. header.Select(_ => "---")], .. rows]).Select(Row));

    private static string Row(string[] cells) =>
        "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |"));
}
