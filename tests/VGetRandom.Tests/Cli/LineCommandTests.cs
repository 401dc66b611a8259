using System.Globalization;
using VGetRandom.Cli;
using VGetRandom.Cli.Values;

namespace VGetRandom.Tests.Cli;

/// <summary><c>shuffle</c> and <c>pick</c>.</summary>
public class LineCommandTests
{
    private const string Python = "/usr/bin/python3";

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
    [InlineData("$T pick < /dev/null", "the input is empty")]
    [InlineData("$T pick --repeat < /dev/null", "the input is empty")]
    [InlineData("yes 2>/dev/null | DOTNET_GCHeapHardLimit=0x8000000 $T shuffle", "here, 64 MiB")]
    [InlineData("DOTNET_GCHeapHardLimit=0x8000000 $T pick < /dev/zero", "half of the memory")]
    [InlineData("$T shuffle /nowhere/at-all", "/nowhere/at-all")]
    [InlineData("$T shuffle /tmp", "Cannot read /tmp: Is a directory")]
    public void What_cannot_be_done_is_told(string script, string told)
    {
        ToolResult result = Tool.Shell(script);

        Assert.Equal(ExitCode.Failed, result.ExitCode);
        Assert.Empty(result.Output);
        OneLine.AssertComplaint(result.Error);
        Assert.Contains(told, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seq 100 | $T shuffle -n 7", 7, 7)]
    [InlineData("seq 3 | $T shuffle -n 7", 3, 3)]
    [InlineData("$T shuffle -e a b c a", 4, 3)]
    [InlineData("$T shuffle --echo --count=2 a b c", 2, 2)]
    [InlineData("$T shuffle -e", 0, 0)]
    [InlineData("$T shuffle -i 1-52", 52, 52)]
    [InlineData("$T shuffle --input-range=-3-3", 7, 7)]
    [InlineData("$T shuffle -i -5--1 --head-count 2", 2, 2)]
    [InlineData("$T shuffle -r -e a b | head -n 500", 500, 2)]
    [InlineData("$T shuffle -r -n 500 -i 1-2", 500, 2)]
    [InlineData("$T pick -i 7-7", 1, 1)]
    [InlineData("$T shuffle -e true false", 2, 2)]
    [InlineData("$T shuffle -r -n 300 -e true false", 300, 2)]
    [InlineData("$T shuffle -n 0 /nowhere/at-all", 0, 0)]
    [InlineData("$T pick -e a b -r -n 300", 300, 2)]
    public void Items_come_from_where_they_are_said_to(string script, int count, int different)
    {
        ToolResult result = Tool.Shell(script);

        Assert.Equal("", result.Error);
        string[] items = result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count, items.Length);
        Assert.Equal(different, items.Distinct().Count());
    }

    [Fact]
    public void A_range_has_both_its_ends_and_arguments_their_bytes()
    {
        Assert.Equal(
            ["-1", "0", "1"],
            Tool.Run("shuffle", "-i", "-1-1").Text.TrimEnd('\n').Split('\n')
                .Order(StringComparer.Ordinal));
        Assert.Equal("a\nb\0", Tool.Run("pick", "-z", "-e", "a\nb").Text);
        Assert.Equal(
            " ff 0a\n",
            Tool.Shell("$T pick -e \"$(printf '\\377')\" | od -An -tx1").Text);
    }

    [Fact]
    public void Who_picks_from_nothing_is_told_of_no_option() =>
        Assert.DoesNotContain(
            "--repeat", Tool.Shell("$T pick < /dev/null").Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("shuffle")]
    [InlineData("pick --count 2")]
    public void A_pipe_that_does_not_wait_is_waited_for(string command)
    {
        Assert.SkipUnless(File.Exists(Python), "python3 sets O_NONBLOCK for it");
        const string Script = """
            import fcntl, os, subprocess, sys, time
            reader, writer = os.pipe()
            fcntl.fcntl(reader, fcntl.F_SETFL, os.O_NONBLOCK)
            process = subprocess.Popen(sys.argv[1:], stdin=reader)
            for line in (b'a\n', b'b\n'):
                time.sleep(0.7)
                os.write(writer, line)
            os.close(writer)
            print(process.wait())
            """;

        ToolResult result = Tool.Shell($"{Python} -c \"$1\" $T {command}", Script);

        Assert.Equal("", result.Error);
        Assert.Equal(["", "0", "a", "b"], result.Text.Split('\n').Order());
    }

    // What the runtime itself takes is less than 100 MiB.
    [Theory]
    [InlineData("head -c 130M /dev/zero | $T shuffle | wc -c", 230, "136314881")]
    [InlineData("$T pick -r -n 3 -i 1-536870910 | wc -l", 110, "3")]
    [InlineData("$T pick -i 1-536870910 | wc -l", 110, "1")]
    [InlineData("truncate -s 3G $F; $T shuffle $F 2>&1 | grep -c '2047 MiB'", 100, "1")]
    [InlineData("truncate -s 3G $F; $T pick < $F 2>&1 | grep -c '2047 MiB'", 100, "1")]
    public void An_input_takes_its_own_length_of_memory(string script, int mostMiB, string output)
    {
        Assert.SkipUnless(File.Exists(Python), "python3 measures the memory");
        const string Script = """
            import resource, subprocess, sys
            subprocess.run(['/bin/sh', '-c', *sys.argv[1:]])
            print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
            """;
        using var folder = new TemporaryFolder();
        string replaced = script.Replace("$T", Tool.ShellCommand, StringComparison.Ordinal)
            .Replace("$F", folder.File("long"), StringComparison.Ordinal);

        ToolResult result = Tool.Shell(
            $"{Python} -c \"$1\" \"$2\"", Script, replaced);

        string[] lines = result.Text.Split('\n');
        Assert.Equal(output, lines[0]);
        Assert.InRange(int.Parse(lines[1], CultureInfo.InvariantCulture), 0, mostMiB);
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

            Drawing.MoveToFront(items, 3);
            int selection = (items[0] * 16) + (items[1] * 4) + items[2];
            seen[selection] = seen.GetValueOrDefault(selection) + 1;
        }

        const double Expected = Draws / 24.0;
        Assert.Equal(24, seen.Count);
        Assert.True(
            seen.Values.Sum(count => (count - Expected) * (count - Expected) / Expected) < 150);
    }
}
