using System.Runtime.InteropServices;
using System.Text.Json;
using VGetRandom.Cli;
using VGetRandom.Cli.Bench;
using VGetRandom.Cli.Selftest;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Cli;

/// <summary><c>selftest</c> and <c>bench</c> where a sandbox refuses what they ask for.</summary>
public class RefusedCallTests
{
    private const int Madvise = 28;
    private const int Vfork = 58;

    // As the probe says it of a filter that is not allowed.
    private const int NotStarted = 126;

    [Fact]
    public void Without_getrandom_the_device_is_checked_and_nothing_fails()
    {
        IReadOnlyDictionary<string, Finding> checks =
            Selftest(Errno.EPERM, GetRandomAbi.SystemCallNumber);

        Assert.StartsWith("device: ", checks["backend"].Detail, StringComparison.Ordinal);
        Assert.All(
            ["backend", "chacha20", "device requests", "device fork"],
            name => Assert.Equal(Outcome.Ok, checks[name].Outcome));
        Assert.All(
            ["oracle", "reseed", "kernel reseed"],
            name => Assert.Equal(Outcome.Skipped, checks[name].Outcome));
        Assert.All(
            [
                "vdso requests", "vdso fork", "managed requests", "managed fork",
                "syscall requests", "syscall fork",
            ],
            name => AssertSkipped(checks[name], "getrandom(2) is forbidden"));
        AssertSkipped(checks["platform requests"], "RandomNumberGenerator");
    }

    [Fact]
    public void Without_madvise_and_new_processes_neither_drops_nor_forks_are_checked()
    {
        _ = Live.Location();
        SkipUnlessX64();
        IReadOnlyDictionary<string, Finding> checks = Selftest(Errno.EPERM, Madvise, Vfork);

        AssertSkipped(checks["droppable memory"], "EPERM");
        Assert.All(
            checks.Where(check => check.Key.EndsWith(" fork", StringComparison.Ordinal)),
            check => Assert.Equal(Outcome.Skipped, check.Value.Outcome));
    }

    [Fact]
    public void A_sandbox_that_only_pretends_to_drop_memory_is_seen_through()
    {
        _ = Live.Location();
        SkipUnlessX64();
        AssertSkipped(Selftest(0, Madvise)["droppable memory"], "any advice");
    }

    [Fact]
    public void Without_getrandom_the_rest_is_measured()
    {
        ToolResult result = Sandboxed("bench", Errno.EPERM, GetRandomAbi.SystemCallNumber);

        AssertMeasured(
            result,
            ["device", "KernelRandom", "Guid"],
            [BenchCases.SyscallSource, "vdso", "managed", "syscall", "RandomNumberGenerator"]);
    }

    [Fact]
    public void Without_the_devices_the_rest_is_checked_and_measured()
    {
        IReadOnlyDictionary<string, Finding> checks =
            SelftestFindings.Checks(WithoutDevices("selftest --reseed"));
        Assert.All(
            ["kernel reseed", "device requests", "device fork"],
            name => AssertSkipped(checks[name], "ENOENT"));
        Assert.DoesNotContain(checks.Values, check => check.Outcome == Outcome.Failed);

        AssertMeasured(
            WithoutDevices("bench"),
            [BenchCases.SyscallSource, "syscall", "KernelRandom", "RandomNumberGenerator"],
            ["device"]);
    }

    private static IReadOnlyDictionary<string, Finding> Selftest(
        int errno, params int[] calls)
    {
        ToolResult result = Sandboxed("selftest", errno, calls);
        IReadOnlyDictionary<string, Finding> checks = SelftestFindings.Checks(result);
        Assert.DoesNotContain(checks, check => check.Value.Outcome == Outcome.Failed);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        return checks;
    }

    private static ToolResult Sandboxed(string command, int errno, params int[] calls)
    {
        ToolResult result = Tool.RunProgram(
            Tool.Dotnet,
            "exec",
            Path.Combine(AppContext.BaseDirectory, "VGetRandom.Probe.dll"),
            "exec-sandboxed",
            FormattableString.Invariant($"{errno}"),
            string.Join(',', calls),
            Tool.Dotnet,
            "exec",
            Tool.Assembly,
            command,
            "--json");
        Assert.SkipWhen(
            result.ExitCode == NotStarted, "seccomp filters are not allowed here");
        return result;
    }

    private static ToolResult WithoutDevices(string command)
    {
        ToolResult result = Tool.Shell(
            "unshare --map-root-user --mount sh -c "
            + $"\"mount -t tmpfs none /dev || exit {NotStarted}; $T {command} --json\"");
        Assert.SkipWhen(
            result.ExitCode == NotStarted || result.Error.Contains("unshare:", default),
            $"mounting is not allowed here: {result.Error}");
        return result;
    }

    private static void AssertSkipped(Finding finding, string reason)
    {
        Assert.Equal(Outcome.Skipped, finding.Outcome);
        Assert.Contains(reason, finding.Detail, StringComparison.Ordinal);
    }

    private static void AssertMeasured(
        ToolResult result, string[] measured, string[] unavailable)
    {
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        using JsonDocument report = JsonDocument.Parse(result.Output);
        HashSet<string> sources = Sources(report, "results");
        HashSet<string> missing = Sources(report, "unavailable");
        Assert.Superset(measured.ToHashSet(), sources);
        Assert.Superset(unavailable.ToHashSet(), missing);
        Assert.Empty(sources.Intersect(missing));
    }

    private static HashSet<string> Sources(JsonDocument report, string name) =>
        [.. report.RootElement.GetProperty(name).EnumerateArray()
            .Select(item => item.GetProperty("source").GetString()!)];

    private static void SkipUnlessX64() => Assert.SkipUnless(
        RuntimeInformation.ProcessArchitecture == Architecture.X64,
        "the numbers of these calls are those of x86-64");
}
