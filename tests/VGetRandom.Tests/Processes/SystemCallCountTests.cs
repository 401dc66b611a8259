using System.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Processes;

public class SystemCallCountTests
{
    [Theory]
    [InlineData("vdso")]
    [InlineData("managed")]
    public void A_million_numbers_take_a_handful_of_system_calls(string name)
    {
        _ = name == "vdso" ? (object)Live.Location() : Live.RngInfo();
        (string backend, int calls) = CountGetRandom(1_000_000, 4, name);
        Assert.Equal(name, backend);

        // One call for each reseed in the meantime: every minute, and more often after boot.
        Assert.InRange(calls, 0, 10);
    }

    /// <summary>Shows that the counter counts.</summary>
    [Fact]
    public void On_the_syscall_backend_each_number_takes_one()
    {
        (string backend, int calls) = CountGetRandom(1000, 4, "syscall");
        Assert.Equal("syscall", backend);
        Assert.Equal(1000, calls);
    }

    [Theory]
    [InlineData("vdso", 0, 10)]
    [InlineData("syscall", 1600, 1600)]
    public void Each_64_KiB_take_a_key_and_nothing_else(string backend, int least, int most)
    {
        if (backend == "vdso")
        {
            _ = Live.Location();
        }

        (string used, int calls) = CountGetRandom(100, 1 << 20, backend);
        Assert.Equal(backend, used);
        Assert.InRange(calls, least, most);
    }

    private static (string Backend, int Calls) CountGetRandom(
        int draws, int bytes, string backend)
    {
        using Process probe = ProbeProcess.StartBelowShell(
            [
                "draw",
                FormattableString.Invariant($"{draws}"),
                FormattableString.Invariant($"{bytes}"),
            ],
            ("VGETRANDOM_BACKEND", backend));
        string[] lines =
            [probe.StandardOutput.ReadLine() ?? "", probe.StandardOutput.ReadLine() ?? ""];
        Dictionary<string, string> report = ProbeProcess.Parse(lines);
        Task<string> rest = probe.StandardOutput.ReadToEndAsync();
        Dictionary<ulong, int>? counts = Ptrace.CountSystemCalls(
            int.Parse(report["thread"]), () => probe.StandardInput.WriteLine());
        if (counts is null)
        {
            probe.Kill();
            Assert.Skip("ptrace is not allowed here");
        }

        Assert.True(probe.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Contains("folded=", rest.Result, StringComparison.Ordinal);
        return (
            report["backend"],
            counts.GetValueOrDefault((ulong)GetRandomAbi.SystemCallNumber));
    }
}
