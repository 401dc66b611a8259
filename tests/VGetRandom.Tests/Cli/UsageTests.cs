using VGetRandom.Cli;

namespace VGetRandom.Tests.Cli;

public class UsageTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("--nonsense")]
    [InlineData("bytes")]
    [InlineData("bytes -1")]
    [InlineData("bytes x")]
    [InlineData("bytes @x")]
    [InlineData("bytes 9999999999G")]
    [InlineData("bytes 5 6")]
    [InlineData("bytes 5 --format")]
    [InlineData("bytes 5 --format xml")]
    [InlineData("bytes 5 --format 1")]
    [InlineData("bytes 5 --format hex --format raw")]
    [InlineData("bytes --nonsense 5")]
    [InlineData("bytes 5 --nonsense")]
    [InlineData("bytes 5 --output")]
    [InlineData("bytes x --output FILE")]
    [InlineData("bytes 5 --format xml --output FILE")]
    [InlineData("bytes 5 --output FILE extra")]
    [InlineData("doctor extra")]
    [InlineData("doctor --jsno")]
    public void Wrong_usage_is_told_in_one_line_and_does_nothing(string commandLine)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("kept");
        File.WriteAllText(file, "precious");

        ToolResult result =
            Tool.Run(commandLine.Replace("FILE", file, StringComparison.Ordinal).Split(' '));

        AssertWrongUsage(result);
        Assert.Equal("precious", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("bytes", "")]
    [InlineData("bytes", "1\n2")]
    [InlineData("bytes", "1\u001b[31m")]
    [InlineData("bytes", "5", "--output", "")]
    public void So_is_an_argument_that_would_break_the_line(params string[] arguments) =>
        AssertWrongUsage(Tool.Run(arguments));

    [Theory]
    [InlineData("bytes --nonsense 5", "--nonsense")]
    [InlineData("bytes -1", "-1")]
    [InlineData("bytes", "COUNT")]
    [InlineData("bytes 5 --format xml", "xml")]
    [InlineData("nonsense", "nonsense")]
    public void The_line_names_the_mistake(string commandLine, string mistake) =>
        Assert.Contains(mistake, Tool.Run(commandLine.Split(' ')).Error, StringComparison.Ordinal);

    [Fact]
    public void No_arguments_show_the_help_as_an_error()
    {
        ToolResult result = Tool.Run();

        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("vgetrandom bytes 32", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "vgetrandom [command]")]
    [InlineData("bytes --help", "vgetrandom bytes <COUNT>")]
    [InlineData("doctor --help", "vgetrandom doctor")]
    public void Help_has_examples_and_goes_to_standard_output(string commandLine, string usage)
    {
        ToolResult result = Tool.Run(commandLine.Split(' '));

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.Contains(usage, result.Text, StringComparison.Ordinal);
        Assert.Contains("Examples:", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Text);
    }

    [Fact]
    public void The_version_is_the_assemblys()
    {
        ToolResult result = Tool.Run("--version");

        Version version = typeof(ExitCode).Assembly.GetName().Version!;
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.StartsWith(version.ToString(3), result.Text, StringComparison.Ordinal);
    }

    private static void AssertWrongUsage(ToolResult result)
    {
        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        Assert.Empty(result.Output);
        OneLine.AssertComplaint(result.Error);
    }
}
