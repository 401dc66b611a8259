using System.Text.RegularExpressions;
using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>Runs the measurements from C for a short time, and the sample.</summary>
public partial class MeasurementTests
{
    [Fact]
    public void The_measurements_run()
    {
        Assert.SkipUnless(
            BackendTests.ThisMachinesBackend == "vdso",
            "there is no function of the kernel's to compare with");
        string printed = DotnetCommand.RunProgram(
            "bash", "bench/native/run", "5", "2", PublishedLibrary.Folder);

        // 13 lengths, each on one thread and on two. Every ratio is above 0.
        Assert.Equal(26, FunctionLine().Count(printed));
        Assert.Equal(26, PositiveRatio().Count(printed));

        Assert.Contains("| libvgetrandom-preload.so | ", printed, StringComparison.Ordinal);

        // The test does not assert by how much the library helps. But a process that makes as many
        // system calls as before was not served by the library.
        foreach (Match match in SystemCalls().Matches(printed))
        {
            Assert.InRange(int.Parse(match.Groups[1].Value, null), 100_000, 110_000);
            Assert.InRange(int.Parse(match.Groups[2].Value, null), 0, 5000);
        }
    }

    [Fact]
    public void The_sample_gives_each_thread_a_state()
    {
        string program = Path.Combine(PublishedLibrary.Programs, "state_pool");
        DotnetCommand.RunProgram(
            "cc",
            "-O2", "-Wall", "-Wextra", "-Werror",
            "samples/StatePool/state_pool.c",
            "-o", program,
            $"-I{PublishedLibrary.Folder}",
            $"-L{PublishedLibrary.Folder}",
            "-lvgetrandom",
            $"-Wl,-rpath,{PublishedLibrary.Folder}",
            "-lpthread");
        string[] lines = DotnetCommand.RunProgram(program, "40").TrimEnd().Split('\n');
        Assert.Equal(41, lines.Length);
        Assert.Contains("on each of 40 threads", lines[0], StringComparison.Ordinal);
        Assert.Equal(40, lines[1..].Distinct().Count());
    }

    [GeneratedRegex(@"^\| \d+ \| [12] \| ", RegexOptions.Multiline)]
    private static partial Regex FunctionLine();

    [GeneratedRegex(@"^\| \d+ \| [12] \|.*\| (?!0\.0x)[\d.]+x \| (?!0\.00x)[\d.]+x \|",
        RegexOptions.Multiline)]
    private static partial Regex PositiveRatio();

    [GeneratedRegex(@"^\| \S.* \| (\d+) \| (\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex SystemCalls();
}
