using VGetRandom.Cli;
using VGetRandom.Cli.Values;

namespace VGetRandom.Tests.Cli;

/// <summary><c>shuffle</c> and <c>pick</c>.</summary>
public class LineCommandTests
{
    [Fact]
    public void A_closed_standard_input_is_told_at_once()
    {
        ToolResult result = Tool.Shell("$T shuffle <&-");

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Equal(
            "vgetrandom: Cannot read standard input: it is closed.\n", result.Error);
    }

    [Fact]
    public void A_shuffle_keeps_every_line()
    {
        string[] lines = [.. Enumerable.Range(0, 5000).Select(i => $"line {i}")];
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder.File("lines"), lines);

        ToolResult result = Tool.Run("shuffle", folder.File("lines"));

        string[] shuffled = result.Text.TrimEnd('\n').Split('\n');
        Assert.NotEqual(lines, shuffled);
        Assert.Equal(lines.Order(), shuffled.Order());
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a\n")]
    [InlineData("a\n", "a\n")]
    [InlineData("\n", "\n")]
    [InlineData("a\na\na", "a\na\na\n")]
    [InlineData("\n\na\n", "a")]
    public void Lines_end_and_are_empty_as_they_please(string input, string output)
    {
        ToolResult result = Tool.Shell("printf \"$1\" | $T shuffle", input);

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal(
            output == "a" ? ["", "", "", "a"] : output.Split('\n').Order(),
            result.Text.Split('\n').Order());
    }

    [Fact]
    public void Lines_may_end_with_zeros()
    {
        ToolResult result = Tool.Shell("printf 'a\\nb\\000c\\000' | $T shuffle --zero");

        Assert.Equal(["", "a\nb", "c"], result.Text.Split('\0').Order());
    }

    [Fact]
    public void No_line_is_picked_twice()
    {
        string[] picked =
            Tool.Shell("seq 100 | $T pick --count 100").Text.TrimEnd('\n').Split('\n');

        Assert.Equal(100, picked.Distinct().Count());
    }

    [Fact]
    public void Unless_it_is_allowed()
    {
        string[] picked =
            Tool.Shell("printf 'a\\nb\\n' | $T pick -r -n 200").Text.TrimEnd('\n').Split('\n');

        Assert.Equal(200, picked.Length);
        Assert.Equal(["a", "b"], picked.Distinct().Order());
    }

    [Theory]
    [InlineData("seq 3 | $T pick --count 4", "--repeat")]
    [InlineData("$T pick < /dev/null", "0 lines")]
    [InlineData("$T pick --repeat < /dev/null", "no line")]
    [InlineData("$T shuffle /nowhere/at-all", "/nowhere/at-all")]
    [InlineData("$T shuffle /", "/")]
    public void What_cannot_be_done_is_told(string script, string told)
    {
        ToolResult result = Tool.Shell(script);

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Empty(result.Output);
        OneLine.AssertComplaint(result.Error);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    /// <summary>Every ordered selection of 3 among 4 comes as often as every other.</summary>
    /// <remarks>
    /// 24 of them in 240,000 draws: the statistic has 23 degrees of freedom, and exceeds 150 with a
    /// probability below 2^-60.
    /// </remarks>
    [Fact]
    public void Every_selection_is_as_likely()
    {
        const int Draws = 240_000;
        var seen = new Dictionary<int, int>();
        Span<int> items = stackalloc int[4];
        for (int i = 0; i < Draws; i++)
        {
            for (int j = 0; j < items.Length; j++)
            {
                items[j] = j;
            }

            PickCommand.MoveToFront(items, 3);
            int selection = (items[0] * 16) + (items[1] * 4) + items[2];
            seen[selection] = seen.GetValueOrDefault(selection) + 1;
        }

        const double Expected = Draws / 24.0;
        Assert.Equal(24, seen.Count);
        Assert.True(
            seen.Values.Sum(count => (count - Expected) * (count - Expected) / Expected) < 150);
    }
}
