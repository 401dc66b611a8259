using System.Text.Json;
using VGetRandom.Cli;
using VGetRandom.Cli.Bench;
using VGetRandom.Cli.Output;

namespace VGetRandom.Tests.Cli;

public class BenchTests
{
    [Fact]
    public void Every_backend_here_is_measured_at_every_size()
    {
        ToolResult result = Tool.Run("bench", "--json");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("", result.Error);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        JsonElement[] results = [.. Items(report, "results")];
        string[] sources =
        [
            .. AvailableBackend.List()
                .Where(backend => backend.Backend.Succeeded && backend.Name != "platform")
                .Select(backend => backend.Name),
            BenchCases.SyscallSource,
            "RandomNumberGenerator",
        ];
        foreach (int bytes in new[] { 4, 16, 32, 256, 4096, 65536 })
        {
            Assert.Equal(
                sources.Order(),
                results
                    .Where(item => Is(item, BenchCases.Fill, bytes))
                    .Select(item => item.GetProperty("source").GetString())
                    .Order());
        }

        Assert.Equal(2, results.Count(item => Is(item, BenchCases.Number, 4)));
        Assert.Equal(2, results.Count(item => Is(item, BenchCases.Uuid, 16)));
        Assert.All(results, item => Assert.True(item.GetProperty("ns_median").GetDouble() > 0));
        Assert.All(
            results.Where(item =>
                item.GetProperty("source").GetString() == BenchCases.SyscallSource),
            item => Assert.Equal(1, item.GetProperty("ratio_to_syscall").GetDouble()));
        AssertPromised(report);
    }

    [Fact]
    public void A_person_gets_a_line_for_each_without_a_terminals_codes()
    {
        ToolResult result = Tool.Run("bench");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.DoesNotContain('\u001b', result.Text);
        Assert.Equal(6, result.Text.Split("fill, ").Length - 1);
        Assert.Matches(
            @"(?m)^  getrandom\(2\) +[0-9.]+ [nu]s +1\.00x$", result.Text);
    }

    [Fact]
    public void Where_the_backend_is_refused_nothing_is_measured()
    {
        ToolResult result = Tool.RunWith("nonsense", "bench");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Empty(result.Output);
        OneLine.AssertComplaint(result.Error);
    }

    [Fact]
    public void A_ratio_is_to_the_system_call_for_as_many_bytes()
    {
        static BenchCase Case(string operation, int bytes, string source) =>
            new(operation, bytes, source, _ => { });

        IReadOnlyList<BenchResult> results = BenchResult.Of(
            [
                Case(BenchCases.Fill, 4, BenchCases.SyscallSource),
                Case(BenchCases.Fill, 4, "vdso"),
                Case(BenchCases.Fill, 16, BenchCases.SyscallSource),
                Case(BenchCases.Uuid, 16, "KernelRandom"),
                Case(BenchCases.Fill, 32, "vdso"),
            ],
            [400, 20, 500, 1000, 50]);

        Assert.Equal(
            [1.0, 20.0, 1.0, 0.5, null], results.Select(result => result.RatioToSyscall));
        Assert.Equal([400, 20, 500, 1000, 50], results.Select(result => result.NsMedian));
    }

    [Fact]
    public void The_median_has_as_many_below_as_above()
    {
        Assert.Equal(3, BenchRun.Median([9, 1, 3]));
        Assert.Equal(2.5, BenchRun.Median([4, 1, 2, 3]));
    }

    [Theory]
    [InlineData(6.04, "6.0 ns")]
    [InlineData(99.94, "99.9 ns")]
    [InlineData(437.2, "437 ns")]
    [InlineData(1234, "1.2 us")]
    [InlineData(253_000, "253 us")]
    [InlineData(7_600_000, "7.6 ms")]
    public void A_time_is_told_in_the_unit_at_hand(double ns, string text) =>
        Assert.Equal(text, BenchText.Time(ns));

    [Fact]
    public void On_a_narrow_terminal_every_value_keeps_its_unit()
    {
        var report = new BenchReport(
            [
                new(BenchCases.Fill, 4, "RandomNumberGenerator", 99.9, 1234.5),
                new(BenchCases.Fill, 4, "platform", 999, 999.9),
                new(BenchCases.Fill, 65536, "getrandom(2)", 99_900_000, 1),
            ],
            [], "vdso", 512, "Linux 6.18.0", ".NET 10.0.0", "0.1.0");

        string[] lines = Layout.Lines(BenchText.Lay(report, 0), ConsoleText.FewestColumns);

        Assert.Contains("  RandomNumberGenerator 99.9 ns 1234.5x", lines);
        Assert.Contains("  platform               999 ns  999.9x", lines);
        Assert.Contains("  getrandom(2)          99.9 ms   1.00x", lines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, ConsoleText.FewestColumns));
    }

    private static bool Is(JsonElement item, string operation, int bytes) =>
        item.GetProperty("operation").GetString() == operation
        && item.GetProperty("bytes").GetInt32() == bytes;

    private static JsonElement.ArrayEnumerator Items(JsonDocument report, string name) =>
        report.RootElement.GetProperty(name).EnumerateArray();

    private static void AssertPromised(JsonDocument report)
    {
        string help = Tool.Run("bench", "--help").Text;
        IEnumerable<JsonProperty> names = report.RootElement.EnumerateObject()
            .Concat(Items(report, "results").First().EnumerateObject());
        Assert.All(names, name => Assert.Matches($@"\b{name.Name}\b", help));

        // As in every other command's.
        Assert.All(names, name => Assert.Matches("^[a-z_]+$", name.Name));
    }
}
