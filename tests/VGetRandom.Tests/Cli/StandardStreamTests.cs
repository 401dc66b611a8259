using VGetRandom.Cli;

namespace VGetRandom.Tests.Cli;

/// <summary>Standard output and standard error that are closed, full, or nobody's.</summary>
public class StandardStreamTests
{
    private const string Closed =
        "vgetrandom: Cannot write to standard output: it is closed.\n";

    private const string Full =
        "vgetrandom: Cannot write to standard output: No space left on device.\n";

    public StandardStreamTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a Unix shell and /dev/full");

    public static TheoryData<string, string, int> MistakesAndErrors()
    {
        var cases = new TheoryData<string, string, int>();
        foreach (string error in (string[])["2>&-", "2> /dev/full", "<&- 2>&-"])
        {
            cases.Add("$T", error, ExitCode.WrongUsage);
            cases.Add("$T bytes x", error, ExitCode.WrongUsage);
            cases.Add("$T bytes 8 --output /nonexistent/file", error, ExitCode.Failed);
            cases.Add("$T bytes 8 > /dev/full", error, ExitCode.Failed);
            cases.Add("$T doctor > /dev/full", error, ExitCode.Failed);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(MistakesAndErrors))]
    public void Where_nothing_can_be_told_the_exit_code_still_tells(
        string command, string error, int exitCode)
    {
        ToolResult result = Tool.Shell($"{command} {error}");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal("", result.Error);
    }

    [Fact]
    public void A_file_that_gets_the_number_of_standard_error_holds_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("key");

        ToolResult result = Tool.Shell("$T bytes 1M -o \"$1\" <&- 2>&-", file);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1 << 20, new FileInfo(file).Length);
    }

    // With standard input closed as well, the runtime's own pipe gets the number 1.
    [Theory]
    [InlineData("bytes 0")]
    [InlineData("bytes 8")]
    [InlineData("bytes 8 --format hex")]
    [InlineData("bytes 1M")]
    [InlineData("doctor")]
    [InlineData("doctor --json")]
    [InlineData("--help")]
    [InlineData("bytes --help")]
    [InlineData("--version")]
    public void A_closed_standard_output_is_told(string arguments)
    {
        Assert.All(
            [$"$T {arguments} >&-", $"$T {arguments} <&- >&-"],
            script =>
            {
                ToolResult result = Tool.Shell(script);
                Assert.Equal(Closed, result.Error);
                Assert.Equal(ExitCode.Failed, result.ExitCode);
            });
    }

    [Theory]
    [InlineData("bytes 8")]
    [InlineData("doctor")]
    [InlineData("doctor --json")]
    [InlineData("--help")]
    [InlineData("--version")]
    public void So_is_a_full_one(string arguments)
    {
        ToolResult result = Tool.Shell($"$T {arguments} > /dev/full");

        Assert.Equal(Full, result.Error);
        Assert.Equal(ExitCode.Failed, result.ExitCode);
    }

    [Theory]
    [InlineData("/nonexistent/file", "No such file or directory")]
    [InlineData("/proc/nonexistent", "No such file or directory")]
    [InlineData("/dev/null/file", "Not a directory")]
    [InlineData("/dev", "Is a directory")]
    public void A_file_that_cannot_be_opened_is_named_with_the_reason(string file, string reason)
    {
        ToolResult result = Tool.Run("bytes", "8", "--output", file);

        Assert.Equal($"vgetrandom: Cannot open {file} for writing: {reason}.\n", result.Error);
        Assert.Equal(ExitCode.Failed, result.ExitCode);
    }
}
