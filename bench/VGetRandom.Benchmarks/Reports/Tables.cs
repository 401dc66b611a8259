using VGetRandom.Benchmarks.Sources;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>The report's tables, in Markdown.</summary>
internal static class Tables
{
    private const int MinLargeBytes = 4096;

    public static string Machine(Results results) => Table(
        ["", ""], results.Machine.Select(fact => (string[])[fact.Name, fact.Text]));

    public static string Times(Results results, int threads) => Grid(
        results,
        results.Sizes,
        (source, size) => Wording.Time(results.RequestNs(source, size, threads)));

    /// <summary>Beside getrandom(2) on as many threads.</summary>
    public static string Ratios(Results results, int threads) => Grid(
        results,
        results.Sizes,
        (source, size) => source == ComparedSource.Syscall
            ? "1"
            : Wording.Ratio(
                results.RequestNs(source, size, threads),
                results.RequestNs(ComparedSource.Syscall, size, threads)));

    public static string Throughput(Results results, int threads) => Grid(
        results,
        [.. results.Sizes.Where(size => size >= MinLargeBytes)],
        (source, size) => Wording.Number(results.GigabytesPerSecond(source, size, threads)));

    public static string Scaling(Results results) => Grid(
        results,
        results.Sizes,
        (source, size) => Wording.Number(results.Scaling(source, size)));

    /// <summary>Each kind beside the first of it.</summary>
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

    /// <summary>The quickest first.</summary>
    public static string StartUps(Results results) => Table(
        ["process", "first byte", "end"],
        results.StartUps.OrderBy(row => row.FirstByteMs).Select(row => (string[])
        [
            row.Name, $"{Wording.Number(row.FirstByteMs)} ms", $"{Wording.Number(row.EndMs)} ms",
        ]));

    private static string Grid(
        Results results, IReadOnlyList<int> sizes, Func<string, int, string> cell) => Table(
        ["", .. sizes.Select(Wording.Size)],
        results.Sources.Select(source =>
            (string[])[source, .. sizes.Select(size => cell(source, size))]));

    private static string Table(string[] header, IEnumerable<string[]> rows) => string.Join(
        '\n', ((string[][])[header, [.. header.Select(_ => "---")], .. rows]).Select(Row));

    private static string Row(string[] cells) =>
        "|" + string.Concat(cells.Select(cell => cell.Length == 0 ? " |" : $" {cell} |"));
}
