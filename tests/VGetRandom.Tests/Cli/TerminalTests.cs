using System.Text.RegularExpressions;
using VGetRandom.Cli;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Cli;

/// <summary>What differs where a person watches: script(1) stands in for a terminal.</summary>
[NeedsTerminal]
public class TerminalTests
{
    [Theory]
    [InlineData("bytes 40")]
    [InlineData("bytes 40 --format raw")]
    public void Raw_bytes_are_not_sent_to_a_terminal(string arguments)
    {
        ToolResult result = Tool.OnTerminal($"$T {arguments}");

        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);

        // The console of .NET may set the terminal up in front of it.
        Assert.EndsWith(
            "vgetrandom: Raw bytes would garble the terminal. Choose --format hex, "
                + "or -o - to write them anyway.\r\n",
            result.Text,
            StringComparison.Ordinal);
        Assert.Equal(1, result.Text.Count(character => character == '\n'));
    }

    [Theory]
    [InlineData("bytes 40 --output -", 40)]
    [InlineData("bytes 40 | wc -c", 2)]
    [InlineData("bytes 40 --output /dev/tty", 40)]
    public void They_are_where_asked_for(string arguments, int atLeast)
    {
        ToolResult result = Tool.OnTerminal($"$T {arguments}");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.True(result.Output.Length >= atLeast, $"{result.Output.Length} bytes");
        Assert.DoesNotContain("garble", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_all_that_a_terminal_gets() =>
        Assert.Matches("^[0-9a-f]{80}\r\n$", Tool.OnTerminal("$T bytes 40 -f hex").Text);

    [Fact]
    public void NO_COLOR_takes_the_colours_from_a_terminal()
    {
        const string Green = "\u001b[38;5;2m";

        Assert.Contains(Green, Tool.OnTerminal("$T doctor").Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Green, Tool.OnTerminal("NO_COLOR=1 $T doctor").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_long_work_on_a_terminal_shows_progress()
    {
        Assert.Contains(
            "MiB",
            Tool.OnTerminal("$T bytes 300M > /dev/null").Text,
            StringComparison.Ordinal);
        Assert.Equal("", Tool.OnTerminal("$T bytes 1M > /dev/null").Text);
        Assert.Equal("", Tool.Shell("$T bytes 300M > /dev/null").Error);
    }

    // 0 is what a terminal says that does not know.
    [Theory]
    [InlineData("--help", 0, 3, 5)]
    [InlineData("bytes --help", 0, 1, 2, 3, 4, 5, 39)]
    [InlineData("doctor", 0, 1, 5, 39)]
    public void A_narrow_terminal_gets_what_one_of_40_columns_does(
        string arguments, params int[] narrow)
    {
        string OfColumns(int columns) => Regex.Replace(
            Tool.OnTerminal($"stty cols {columns}; $T {arguments}").Text, "0x[0-9a-f]{9,}", "");

        string expected = OfColumns(40);

        Assert.All(narrow, columns => Assert.Equal(expected, OfColumns(columns)));
    }

    [Theory]
    [InlineData("bytes 300M > /dev/null", "")]
    [InlineData("watch --count 1 --interval 0.1", "generation ")]
    public void Nothing_is_drawn_in_place_on_a_narrow_terminal(string arguments, string shown)
    {
        string text = Tool.OnTerminal($"stty cols 5; $T {arguments}").Text;

        Assert.DoesNotContain("\u001b[?25l", text, StringComparison.Ordinal);
        Assert.Contains(shown, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes 300M -t 1 > /dev/null", "[0-9.]+/[0-9.]+ MiB")]
    [InlineData("bytes 600M -t 2 > /dev/null", "[0-9.]+/[0-9.]+ MiB")]
    [InlineData("watch --count 1 --interval 0.1", " 64 pages ")]
    public void At_40_columns_values_keep_their_units(string arguments, string whole) =>
        Assert.Matches(
            whole,
            Regex.Replace(
                Tool.OnTerminal($"stty cols 40; $T {arguments}").Text, "\u001b\\[[0-9;]*m", ""));

    // Who has read a first part knows that the bar is there, and sends what Ctrl+C would. A shell
    // ignores SIGINT for what it starts in the background, the tests for instance; env undoes that.
    [Theory]
    [InlineData("INT", 1)]
    [InlineData("INT", 4)]
    [InlineData("TERM", 1)]
    [InlineData("TERM", 4)]
    public void An_interrupt_gives_the_cursor_back_at_the_start_of_a_line(
        string signal, int threads)
    {
        using var folder = new TemporaryFolder();
        string pid = folder.File("pid");

        ToolResult result = Tool.OnTerminal(
            $"sh -c 'echo $$ > {pid}; exec env --default-signal \"$@\"' sh "
            + $"$T bytes 100G -t {threads} | {{ head -c 400M > /dev/null; "
            + $"kill -{signal} $(cat {pid}); cat > /dev/null; }}");

        // That the cursor was hidden shows the bar to be there; its first line may come later.
        Assert.Contains("\u001b[?25l", result.Text, StringComparison.Ordinal);

        // Some shells add a line of their own about a child that was terminated.
        Assert.Matches("\u001b\\[\\?25h\r\n(Terminated[^\u001b]*)?$", result.Text);
    }
}
