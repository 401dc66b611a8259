using System.Text.RegularExpressions;
using VGetRandom.Cli;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Cli;

/// <summary>What a person at a terminal sees of <c>watch</c>.</summary>
[NeedsTerminal]
public partial class WatchViewTests
{
    [Fact]
    public void The_view_is_drawn_in_place_and_fits_a_narrow_terminal()
    {
        ToolResult result = Tool.OnTerminal("stty cols 60 rows 20; $T watch -n 3 -i 0.1");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("\u001b[?25l", result.Text, StringComparison.Ordinal);
        Assert.Contains("\u001b[38;5;", result.Text, StringComparison.Ordinal);
        Assert.All(
            ["backend", "running", "drops", "4 bytes", "64 KiB", "getrandom(2)"],
            word => Assert.Contains(word, result.Text, StringComparison.Ordinal));
        Assert.Matches("[▁-█]{3}", result.Text);

        // Each frame goes back up over the one before.
        Assert.Equal(3, Up().Count(result.Text));
        Assert.All(
            Lines(result.Text), line => Assert.InRange(line.Length, 0, 60));
    }

    [Fact]
    public void NO_COLOR_takes_the_colours() =>
        Assert.DoesNotContain(
            "\u001b[38;5;",
            Tool.OnTerminal("NO_COLOR=1 $T watch -n 1 -i 0.1").Text,
            StringComparison.Ordinal);

    [Fact]
    public void A_terminal_that_cannot_draw_gets_lines()
    {
        string text = Tool.OnTerminal("TERM=dumb $T watch -n 1 -i 0.1").Text;

        Assert.DoesNotContain('\u001b', text);
        Assert.Contains("  generation ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void An_interrupt_gives_the_cursor_back_at_the_start_of_a_line(string signal)
    {
        ToolResult result = Tool.OnTerminal(
            $"timeout --foreground --signal {signal} 4 $T watch -i 0.2");

        Assert.Contains("\u001b[?25l", result.Text, StringComparison.Ordinal);
        Assert.Matches("\u001b\\[\\?25h\r\n$", result.Text);
    }

    private static string[] Lines(string text) =>
        Control().Replace(text, "").Split('\n', '\r');

    [GeneratedRegex(@"\e\[[0-9]+A")]
    private static partial Regex Up();

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Control();
}
