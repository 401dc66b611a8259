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
            "vgetrandom: Raw bytes would garble the terminal; choose --format hex, "
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

    // Who has read a first part knows that the bar is there, and sends what Ctrl+C would.
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupt_gives_the_cursor_back_at_the_start_of_a_line(string signal)
    {
        using var folder = new TemporaryFolder();
        string pid = folder.File("pid");

        ToolResult result = Tool.OnTerminal(
            $"sh -c 'echo $$ > {pid}; exec \"$@\"' sh $T bytes 100G | "
            + $"{{ head -c 400M > /dev/null; kill -{signal} $(cat {pid}); cat > /dev/null; }}");

        // That the cursor was hidden shows the bar to be there; its first line may come later.
        Assert.Contains("\u001b[?25l", result.Text, StringComparison.Ordinal);

        // Some shells add a line of their own about a child that was terminated.
        Assert.Matches("\u001b\\[\\?25h\r\n(Terminated[^\u001b]*)?$", result.Text);
    }
}
