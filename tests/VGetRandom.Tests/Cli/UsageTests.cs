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
    [InlineData("bytes 5 --threads")]
    [InlineData("bytes 5 --threads 0")]
    [InlineData("bytes 5 --threads 1025")]
    [InlineData("bytes 5 --threads -1")]
    [InlineData("bytes 5 --threads 2.5")]
    [InlineData("bytes 5 -t x --output FILE")]
    [InlineData("bytes --nonsense 5")]
    [InlineData("bytes 5 --nonsense")]
    [InlineData("bytes 5 --output")]
    [InlineData("bytes x --output FILE")]
    [InlineData("bytes 5 --format xml --output FILE")]
    [InlineData("bytes 5 --output FILE extra")]
    [InlineData("uuid extra")]
    [InlineData("uuid --count x")]
    [InlineData("uuid --count")]
    [InlineData("token 0")]
    [InlineData("token 32769")]
    [InlineData("token 1 2")]
    [InlineData("password 0")]
    [InlineData("password 4097")]
    [InlineData("password --alphabet klingon")]
    [InlineData("password --characters aa")]
    [InlineData("password -a hex -c ab")]
    [InlineData("int")]
    [InlineData("int 1")]
    [InlineData("int 2 1")]
    [InlineData("int 1 x")]
    [InlineData("int 1 2 3")]
    [InlineData("float 1")]
    [InlineData("float 2 1")]
    [InlineData("float 1 NaN")]
    [InlineData("passphrase 0")]
    [InlineData("shuffle -i 5-1")]
    [InlineData("shuffle -i 1-999999999999")]
    [InlineData("shuffle -i 1-2 -e a")]
    [InlineData("shuffle -i 1-2 FILE")]
    [InlineData("help nonsense")]
    [InlineData("password --require lower --require upper")]
    [InlineData("uuid --v7 false")]
    [InlineData("-- bytes 3")]
    [InlineData("version extra")]
    [InlineData("selftest --reseeed")]
    [InlineData("dice")]
    [InlineData("dice 6")]
    [InlineData("dice 3d6 4d6")]
    [InlineData("shuffle FILE extra")]
    [InlineData("pick FILE --count -1")]
    [InlineData("doctor extra")]
    [InlineData("doctor --jsno")]
    [InlineData("watch extra")]
    [InlineData("watch --interval 0.09")]
    [InlineData("watch --interval 3601")]
    [InlineData("watch --interval x")]
    [InlineData("watch --interval NaN")]
    [InlineData("watch --interval 1,5")]
    [InlineData("watch --count -1")]
    [InlineData("watch --count x --json")]
    [InlineData("completion")]
    [InlineData("completion powershell")]
    [InlineData("completion bash zsh")]
    [InlineData("[suggest] x")]
    [InlineData("[suggest:3] by")]
    [InlineData("[suggest] bytes 5")]
    [InlineData("[diagram] bytes 5")]
    [InlineData("[env:A=1] bytes 5")]
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
    [InlineData("int", "LOW is missing")]
    [InlineData("int 1", "HIGH is missing")]
    [InlineData("dice", "DICE is missing")]
    [InlineData("completion", "SHELL is missing")]
    [InlineData("bytes 5 --format xml", "xml")]
    [InlineData("bytes 5 -t 0", "THREADS is a whole number from 1 to 1024; '0' is not.")]
    [InlineData("nonsense", "nonsense")]
    public void The_line_names_the_mistake(string commandLine, string mistake) =>
        Assert.Contains(mistake, Tool.Run(commandLine.Split(' ')).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("--version bytes", "vgetrandom")]
    [InlineData("--version bytes 5", "vgetrandom")]
    [InlineData("nonsense", "vgetrandom")]
    [InlineData("bytes", "vgetrandom bytes")]
    [InlineData("bytes x", "vgetrandom bytes")]
    [InlineData("bytes 5 extra", "vgetrandom bytes")]
    [InlineData("bytes 5 --format xml", "vgetrandom bytes")]
    [InlineData("bytes 5 --output", "vgetrandom bytes")]
    [InlineData("doctor --jsno", "vgetrandom doctor")]
    public void The_line_ends_with_where_to_read_on(string commandLine, string command) =>
        Assert.EndsWith(
            $" Try '{command} --help'.{Environment.NewLine}",
            Tool.Run(commandLine.Split(' ')).Error,
            StringComparison.Ordinal);

    // Each makes several errors, in an order of the library's: the earliest word is first in some,
    // last in others.
    [Theory]
    [InlineData("bytes x y", "'x'")]
    [InlineData("bytes 5 6 --format xml", "'6'")]
    [InlineData("bytes 5 --format xml 6", "'xml'")]
    [InlineData("bytes -x 7 8", "'-x'")]
    [InlineData("doctor --jsno x", "'--jsno'")]
    [InlineData("nonsense bytes", "'nonsense'")]
    public void Of_several_mistakes_the_earliest_is_told(string commandLine, string mistake)
    {
        string error = Tool.Run(commandLine.Split(' ')).Error;

        Assert.Contains(mistake, error[..error.IndexOf(" Try ", StringComparison.Ordinal)],
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_with_an_at_sign_names_no_file_with_more_of_them()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("arguments");
        File.WriteAllText(file, "8");

        ToolResult result = Tool.Run("bytes", $"@{file}");

        AssertWrongUsage(result);
        Assert.Contains($"'@{file}'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_arguments_show_the_help_as_an_error()
    {
        ToolResult result = Tool.Run();

        Assert.Equal(ExitCode.WrongUsage, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("vgetrandom bytes 32", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "vgetrandom COMMAND")]
    [InlineData("bytes --help", "vgetrandom bytes COUNT")]
    [InlineData("int --help", "vgetrandom int LOW HIGH [OPTION]...")]
    [InlineData("dice --help", "vgetrandom dice DICE [OPTION]...")]
    [InlineData("completion --help", "vgetrandom completion SHELL")]
    [InlineData("pick --help", "vgetrandom pick [FILE] [OPTION]...")]
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

    [Theory]
    [InlineData("keeps its permissions")]
    [InlineData("interrupted")]
    [InlineData("terminal")]
    public void The_help_tells_what_may_surprise(string word) =>
        Assert.Contains(
            word,
            Tool.Run("bytes", "--help").Text.Replace('\n', ' '),
            StringComparison.Ordinal);

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
