using System.Runtime.InteropServices;
using VGetRandom.Managed.Search;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Processes;

/// <summary>Sandboxes that end a process at the first system call that ordinary programs do not
/// make.</summary>
public class ConfinedTests
{
    public static TheoryData<string> Sandboxes => ["system-service", "docker-default"];

    /// <summary>Shows that the runtime itself works there.</summary>
    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void A_program_that_draws_nothing_lives(string sandbox) =>
        Assert.Equal(0, RunProbe(sandbox, "idle").ExitCode);

    /// <summary>Shows that the sandbox can end a process.</summary>
    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void A_program_that_makes_another_call_is_ended(string sandbox)
    {
        const int KilledBySigsys = 128 + 31;
        Assert.Equal(KilledBySigsys, RunProbe(sandbox, "unlisted-call").ExitCode);
        Assert.Equal(0, RunProbe("none", "unlisted-call").ExitCode);
    }

    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void The_library_serves(string sandbox)
    {
        ProbeProcess probe = RunProbe(sandbox, "backend");
        Assert.Equal(KernelRandom.Backend.Name, probe["backend"]);
        Assert.Equal("", probe["fallback"]);
        Assert.Equal("True", probe["served"]);
    }

    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void The_managed_backend_serves(string sandbox)
    {
        ProbeProcess probe = RunProbe(sandbox, "backend", "managed");
        Assert.Equal("True", probe["served"]);
        Assert.Equal(
            ProcessRngInfo.Find().Succeeded ? "managed" : KernelRandom.Backend.Name,
            probe["backend"]);
    }

    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void The_command_serves(string sandbox)
    {
        ProbeProcess probe = Run(sandbox, Tool.Dotnet, "exec", Tool.Assembly, "uuid", "-n", "3");
        Assert.Equal(0, probe.ExitCode);
    }

    private static ProbeProcess RunProbe(string sandbox, params string[] scenario) => Run(
        sandbox,
        [
            Tool.Dotnet,
            "exec",
            Path.Combine(AppContext.BaseDirectory, "VGetRandom.Probe.dll"),
            .. scenario,
        ]);

    private static ProbeProcess Run(string sandbox, params string[] command)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux()
                && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "the lists of system calls are those of x86-64");
        ProbeProcess probe = ProbeProcess.Run(["confined", sandbox, .. command]);
        Assert.SkipWhen(probe.Says("sandboxed", "False"), "seccomp filters are not allowed here");
        return probe;
    }
}
