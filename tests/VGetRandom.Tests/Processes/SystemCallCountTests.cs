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
        (string backend, int calls) = CountGetRandom(1_000_000, name);
        Assert.Equal(name, backend);

        // One for each time the kernel reseeds meanwhile: every minute, more often after boot.
        Assert.InRange(calls, 0, 10);
    }

    /// <summary>Shows that the counter counts.</summary>
    [Fact]
    public void On_the_syscall_backend_each_number_takes_one()
    {
        (string backend, int calls) = CountGetRandom(1000, "syscall");
        Assert.Equal("syscall", backend);
        Assert.Equal(1000, calls);
    }

    private static (string Backend, int Calls) CountGetRandom(int draws, string backend)
    {
        using Process probe = ProbeProcess.StartBelowShell(
            ["draw", FormattableString.Invariant($"{draws}")], ("VGETRANDOM_BACKEND", backend));
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
