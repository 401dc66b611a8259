using System.Diagnostics;
using System.Globalization;
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
    [InlineData("$T bytes 100G --threads 1 | head -c 1 | wc -c")]
    [InlineData("$T bytes 100G --threads 9 | head -c 1 | wc -c")]
    [InlineData("$T bytes 100G --threads 9 | { head -c 50M > /dev/null; echo 1; } | wc -l")]
    public void A_closed_pipe_ends_it_quietly_and_at_once(string script)
    {
        long start = Stopwatch.GetTimestamp();

        ToolResult result = Tool.Shell(script);

        Assert.Equal("", result.Error);
        Assert.Equal("1", result.Text.Trim());
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, s_atOnce);
    }

    [Theory]
    [InlineData("1G", 1)]
    [InlineData("100G", 50_000_000)]
    public void A_closed_pipe_is_no_failure(string count, int read)
    {
        ToolResult result = Tool.Shell(
            $"{{ $T bytes {count} -t 4; echo $? >&2; }} | head -c {read} > /dev/null");

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

    // A limit on the length of files stands in for a disk that fills up: the shell's is in blocks
    // of 512 bytes.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void A_file_that_finds_no_more_room_is_random_as_far_as_it_goes(int threads)
    {
        const int Room = 20_000_000 / 512 * 512;
        using var folder = new TemporaryFolder();
        string file = folder.File("full");

        ToolResult result = Tool.Shell(
            $"trap '' XFSZ; ulimit -f {Room / 512}; $T bytes 100G -t {threads} -o \"$1\"", file);

        Assert.Equal($"vgetrandom: Cannot write to {file}: File too large.\n", result.Error);
        Assert.Equal(ExitCode.Failed, result.ExitCode);
        byte[] bytes = File.ReadAllBytes(file);
        Assert.Equal(Room, bytes.Length);
        FormatTests.AssertLooksRandom(bytes);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void An_interrupt_ends_all_threads_and_leaves_random_bytes(string signal, int exitCode)
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("part");

        // A shell ignores SIGINT for what it starts in the background; env undoes that.
        ToolResult result = Tool.Shell(
            "env --default-signal $T bytes 100G -t 4 > \"$1\" & "
            + "until [ $(stat -c %s \"$1\") -gt 20000000 ]; do :; done; "
            + $"kill -{signal} $!; wait $!; echo $?",
            file);

        Assert.Equal($"{exitCode}", result.Text.Trim());
        FormatTests.AssertLooksRandom(File.ReadAllBytes(file));
    }

    // Counted while the reader keeps them from their end. The runtime's own come and go.
    [Fact]
    public void Only_a_long_output_has_threads_of_its_own()
    {
        const int RuntimesOwn = 3;
        using var folder = new TemporaryFolder();
        string pid = folder.File("pid");
        int ThreadsOf(string arguments, string read) => int.Parse(
            Tool.Shell(
                $"sh -c 'echo $$ > {pid}; exec \"$@\"' sh $T bytes {arguments} | "
                + $"{{ head -c {read} > /dev/null; ls /proc/$(cat {pid})/task | wc -l; }}").Text,
            CultureInfo.InvariantCulture);

        int usual = ThreadsOf("100G -t 1", "100M");

        Assert.InRange(ThreadsOf("8M -t 17", "4M"), 1, usual + RuntimesOwn);
        Assert.InRange(
            ThreadsOf("100G -t 17", "100M"), usual + 16 - RuntimesOwn, usual + 16 + RuntimesOwn);
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
