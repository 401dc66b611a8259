using System.Text.Json;
using VGetRandom.Cli;
using VGetRandom.Cli.Watch;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Cli;

public class WatchTests
{
    [Fact]
    public void Every_interval_is_an_object_whose_names_are_promised_in_the_help()
    {
        ToolResult result = Tool.Run("watch", "--count", "2", "--interval", "0.1", "--json");
        string help = Tool.Run("watch", "--help").Text;

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("", result.Error);
        JsonElement[] samples = Parse(result);
        Assert.Equal(2, samples.Length);
        Assert.All(samples, sample =>
        {
            Assert.All(
                sample.EnumerateObject(), name => Assert.Matches($@"\b{name.Name}\b", help));
            Assert.Equal(typeof(WatchSample).GetProperties().Length, sample.GetPropertyCount());
            Assert.Equal(
                KernelRandom.Backend.Name, sample.GetProperty("backend").GetString());
            Assert.True(sample.GetProperty("backend_ns").GetDouble() > 0);
            Assert.True(sample.GetProperty("backend_gb_per_s").GetDouble() > 0);
        });
        double[] seconds =
            [.. samples.Select(sample => sample.GetProperty("seconds").GetDouble())];
        Assert.True(seconds[1] - seconds[0] > 0.05, $"{seconds[0]}, {seconds[1]}");
    }

    [Fact]
    public void Without_a_terminal_every_interval_is_a_plain_line()
    {
        ToolResult result = Tool.Run("watch", "-n", "2", "-i", "0.1");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        string[] lines = result.Text.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Matches(
            @"^\d\d:\d\d:\d\d  generation (\d+|-)  reseeds (\d+|-)  forks (\d+|-)  "
                + @"dropped (\d+|-)/\d+  "
                + @"\w+ [\d.]+ ns [\d.]+ GB/s  getrandom\(2\) ([\d.]+|-) ns ([\d.]+|-) GB/s$",
            line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    public void A_closed_pipe_ends_it_quietly(string option)
    {
        ToolResult result = Tool.Shell(
            $"{{ $T watch -i 0.1 {option}; echo $? >&2; }} | head -n 1");

        Assert.Equal("0\n", result.Error);
        Assert.EndsWith("\n", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void None_at_all_may_be_wanted()
    {
        ToolResult result = Tool.Run("watch", "--count", "0");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Without_a_backend_it_tells_why_and_watches_the_rest()
    {
        ToolResult plain = Tool.RunWith("nonsense", "watch", "-n", "2", "-i", "0.1");
        ToolResult json = Tool.RunWith("nonsense", "watch", "-n", "1", "-i", "0.1", "--json");

        Assert.Equal(ExitCode.Done, plain.ExitCode);
        OneLine.AssertComplaint(plain.Error);
        Assert.Contains("VGETRANDOM_BACKEND='nonsense'", plain.Error, StringComparison.Ordinal);
        Assert.Contains("none - ns - GB/s", plain.Text, StringComparison.Ordinal);
        Assert.Contains(
            "nonsense",
            Parse(json)[0].GetProperty("backend_problem").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reseed_is_seen()
    {
        _ = Live.RngInfo();
        Task<ToolResult> watch = Task.Run(
            () => Tool.Run("watch", "-n", "20", "-i", "0.2", "--json"),
            TestContext.Current.CancellationToken);
        for (int i = 0; i < 5; i++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            Live.ReseedOrSkip();
        }

        JsonElement[] samples = Parse(await watch);
        Assert.InRange(samples[^1].GetProperty("reseeds").GetInt64(), 3, long.MaxValue);
        Assert.InRange(
            samples[^1].GetProperty("mean_reseed_seconds").GetDouble(), 0, 1);
        Assert.True(samples[^1].GetProperty("seconds_since_reseed").GetDouble() < 4);
        Assert.True(
            samples[^1].GetProperty("generation").GetUInt64()
                > samples[0].GetProperty("generation").GetUInt64());
    }

    [Fact]
    public void A_dropped_page_is_counted_once()
    {
        _ = Live.Location();
        using var drops = new DropWatch();
        Assert.Null(drops.Problem);
        drops.Look();
        long before = drops.Dropped!.Value;

        // A page may still be on another processor's list of new pages, and is passed over then.
        for (int i = 0; i < 50 && drops.Dropped == before; i++)
        {
            nuint length = (nuint)(drops.Pages * Environment.SystemPageSize);
            Assert.Equal(0, Libc.madvise(drops.Address, length, Libc.MADV_PAGEOUT));
            drops.Look();
            Thread.Sleep(2);
        }

        long after = drops.Dropped!.Value;
        Assert.InRange(after, before + 1, before + drops.Pages);
        drops.Look();
        Assert.Equal(after, drops.Dropped);
    }

    [Theory]
    [InlineData("▁▅█", true, 0.0, 1.0, 2.0)]
    [InlineData("_=#", false, 0.0, 1.0, 2.0)]
    [InlineData("▁▁", true, 0.0, 0.0)]
    [InlineData("", true)]
    public void Bars_are_as_high_as_the_numbers(
        string expected, bool isUnicode, params double[] values) =>
        Assert.Equal(expected, SparkLine.Draw(values, isUnicode));

    private static JsonElement[] Parse(ToolResult result) =>
        [.. result.Text.TrimEnd('\n').Split('\n').Select(JsonElementOf)];

    private static JsonElement JsonElementOf(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
