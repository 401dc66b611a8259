using VGetRandom.Benchmarks.Reports;
using VGetRandom.Benchmarks.Sources;
using VGetRandom.Benchmarks.StartUp;

namespace VGetRandom.Tests.Benchmarks;

/// <summary>The report's tables, from made-up results.</summary>
public class ReportTableTests
{
    private static readonly Results s_results = new(
        [new("Kernel", "6.18")],
        [
            new("ours", 4, 1, 20), new("ours", 4096, 1, 1600), new("ours", 4, 2, 25),
            new(ComparedSource.Syscall, 4, 1, 415), new(ComparedSource.Syscall, 4096, 1, 12800),
            new("slow", 4, 1, 1245.4), new("slow", 4096, 1, 12801), new("slow", 4, 2, 1245.4),
        ],
        [
            new("a number", "first", 100, 0), new("a number", "second", 12.5, 32),
            new("a UUID", "third", 7, 0),
        ],
        [new("late", 40.26, 44), new("soon", 1.5, 1.604)],
        [new("absent", "there is no such thing")]);

    [Fact]
    public void Names_tell_this_library_from_its_peers()
    {
        Assert.All(
            ComparedSource.All,
            source => Assert.Equal(source.Backend is not null, Wording.IsOwn(source.Name)));
        Assert.Equal(
            [StartUpProgram.CommandName, "C#, KernelRandom.Fill"],
            StartUpProgram.All("").Select(program => program.Name).Where(Wording.IsOwn));
    }

    [Fact]
    public void Times_have_the_unit_that_suits_them() => AssertTable(
        """
        | | 4 B | 4 KiB |
        | --- | --- | --- |
        | ours | 20.0 ns | 1.60 µs |
        | getrandom(2) | 415 ns | 12.8 µs |
        | slow | 1.25 µs | 12.8 µs |
        """,
        Tables.Times(s_results));

    [Fact]
    public void Two_threads_fill_twice_what_each_does()
    {
        Assert.Equal(2 * 4 / 25.0, s_results.GigabytesPerSecond("ours", 4, 2));
        Assert.Equal(1.6, s_results.Scaling("ours", 4));
        Assert.Null(s_results.Scaling("ours", 4096));
    }

    [Fact]
    public void Values_are_beside_the_first_of_their_kind() => AssertTable(
        """
        | | | time | beside the first | allocated |
        | --- | --- | --- | --- | --- |
        | a number | first | 100 ns | 1 | 0 B |
        | | second | 12.5 ns | 8.0x faster | 32 B |
        | a UUID | third | 7.00 ns | 1 | 0 B |
        """,
        Tables.Values(s_results));

    [Fact]
    public void Processes_come_with_the_quickest_first() => AssertTable(
        """
        | process | first byte | end |
        | --- | --- | --- |
        | soon | 1.50 ms | 1.60 ms |
        | late | 40.3 ms | 44.0 ms |
        """,
        Tables.StartUps(s_results));

    [Theory]
    [InlineData(100, 100.4, "the same")]
    [InlineData(100, 110, "1.1x faster")]
    [InlineData(110, 100, "1.1x slower")]
    [InlineData(1, 9.96, "10x faster")]
    [InlineData(27.6, 1, "28x slower")]
    public void A_ratio_says_which_side_is_faster(double ns, double otherNs, string words) =>
        Assert.Equal(words, Wording.Ratio(ns, otherNs));

    [Theory]
    [InlineData(9.996, "10.0 ns")]
    [InlineData(999.4, "999 ns")]
    [InlineData(999.6, "1.00 µs")]
    [InlineData(83_000_000, "83.0 ms")]
    [InlineData(2e9, "2.00 s")]
    public void A_time_has_three_digits(double ns, string words) =>
        Assert.Equal(words, Wording.Time(ns));

    [Fact]
    public void A_report_takes_the_place_of_the_one_before_and_of_nothing_else()
    {
        string document = $"above\n{Document.Begin}\nold\n{Document.End}\nbelow\n";

        Assert.Equal(
            $"above\n{Document.Begin}\n\nnew\n{Document.End}\nbelow\n",
            Document.Replace(document, "new"));
        Assert.Throws<InvalidDataException>(() => Document.Replace("# Other\n", "new"));
    }

    [Fact]
    public void A_report_tells_what_it_lacks_and_what_it_ran_on()
    {
        string text = Document.Text(s_results);

        Assert.Contains("* absent: there is no such thing\n", text, StringComparison.Ordinal);
        Assert.Contains("| Kernel | 6.18 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_understood_or_refused()
    {
        Assert.Equal(
            new ReportOptions(true, "folder", "file", "command"),
            ReportOptions.Parse(
                ["--from", "file", "--short", "--command", "command", "--folder", "folder"]));
        Assert.Equal(new ReportOptions(), ReportOptions.Parse([]));
        Assert.Null(ReportOptions.Parse(["--folder"]));
        Assert.Null(ReportOptions.Parse(["--long"]));
    }

    private static void AssertTable(string expected, string table) =>
        Assert.Equal(expected, table, ignoreLineEndingDifferences: true);
}
