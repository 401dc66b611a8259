using System.Diagnostics;
using VGetRandom.Cli;

namespace VGetRandom.Tests.Cli;

public class OutputTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(10);

    public OutputTests() =>
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a Unix shell and /dev/full");

    [Theory]
    [InlineData("$T bytes 100G | head -c 1 | wc -c")]
    [InlineData("$T bytes 100G --format hex | head -c 1 | wc -c")]
    public void A_closed_pipe_ends_it_quietly_and_at_once(string script)
    {
        long start = Stopwatch.GetTimestamp();

        ToolResult result = Tool.Shell(script);

        Assert.Equal("", result.Error);
        Assert.Equal("1", result.Text.Trim());
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, s_atOnce);
    }

    [Fact]
    public void A_closed_pipe_is_no_failure()
    {
        ToolResult result = Tool.Shell("{ $T bytes 1G; echo $? >&2; } | head -c 1 > /dev/null");

        Assert.Equal("0\n", result.Error);
    }

    [Theory]
    [InlineData("$T bytes 10 > /dev/full")]
    [InlineData("$T bytes 10 --output /dev/full")]
    [InlineData("$T bytes 1M --format base64 > /dev/full")]
    [InlineData("$T doctor > /dev/full")]
    [InlineData("$T doctor --json > /dev/full")]
    [InlineData("$T bytes 10 --output /nonexistent/file")]
    [InlineData("$T bytes 10 --output /tmp")]
    [InlineData("$T bytes 10 >&-")]
    public void Output_that_cannot_be_written_is_a_failure(string script)
    {
        ToolResult result = Tool.Shell(script);

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Empty(result.Output);
        OneLine.AssertComplaint(result.Error);
    }

    [Fact]
    public void Two_commands_into_one_file_write_one_after_the_other()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("both");

        ToolResult result = Tool.Shell(
            "(echo start; $T bytes 2 --format hex; $T bytes 3 --format hex; echo end) > \"$1\"",
            file);

        Assert.Equal(0, result.ExitCode);
        string[] lines = File.ReadAllLines(file);
        Assert.Equal([5, 4, 6, 3], lines.Select(line => line.Length));
    }

    [Fact]
    public void A_pipe_that_does_not_wait_gets_everything()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "python3 sets O_NONBLOCK for it");
        const string Script = """
            import fcntl, os, subprocess, sys, time
            reader, writer = os.pipe()
            fcntl.fcntl(writer, fcntl.F_SETFL, os.O_NONBLOCK)
            process = subprocess.Popen(sys.argv[1:], stdout=writer)
            os.close(writer)
            time.sleep(0.5)
            total = 0
            while data := os.read(reader, 65536):
                total += len(data)
            print(total, process.wait())
            """;

        ToolResult result = Tool.Shell("/usr/bin/python3 -c \"$1\" $T bytes 1M", Script);

        Assert.Equal("", result.Error);
        Assert.Equal($"{1 << 20} 0", result.Text.Trim());
    }

    [Fact]
    public void A_new_file_is_for_its_owner_only()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("key");

        ToolResult result = Tool.Shell("umask 0; $T bytes 48 -o \"$1\"", file);

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal(48, new FileInfo(file).Length);
        AssertMode(OwnerOnly, file);
    }

    [Fact]
    public void A_file_that_is_there_is_overwritten_and_keeps_its_mode()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("old");
        File.WriteAllBytes(file, new byte[1000]);
        UnixFileMode before = Mode(file);

        ToolResult result = Tool.Run("bytes", "10", "--format", "hex", "--output", file);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^[0-9a-f]{20}\n$", File.ReadAllText(file));
        AssertMode(before, file);
    }

    [Fact]
    public void No_bytes_make_an_empty_file()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("empty");

        Assert.Equal(0, Tool.Run("bytes", "0", "-f", "hex", "-o", file).ExitCode);
        Assert.Empty(File.ReadAllBytes(file));
    }

    [Fact]
    public void A_dash_is_standard_output() =>
        Assert.Equal(9, Tool.Run("bytes", "9", "--output", "-").Output.Length);

    private static void AssertMode(UnixFileMode expected, string file) =>
        Assert.Equal(expected, Mode(file));

    private static UnixFileMode Mode(string file) =>
        OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file);
}
