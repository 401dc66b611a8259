using System.Diagnostics;
using System.Runtime.InteropServices;
using VGetRandom.Tests;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Native.Tests;

/// <summary>Native programs in sandboxes that end a process at the first system call that ordinary
/// programs do not make.</summary>
public class ConfinedTests
{
    public static TheoryData<string> Sandboxes => ["system-service", "docker-default"];

    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void A_C_program_is_served(string sandbox)
    {
        Run(sandbox, "", TestProgram.Linked("backend"), "serve");
    }

    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void The_preload_library_harms_no_program(string sandbox)
    {
        Run(sandbox, PublishedLibrary.PreloadLibrary, "/bin/true");
        Run(
            sandbox,
            PublishedLibrary.PreloadLibrary,
            TestProgram.Unmodified("preload"),
            "arc4random");
    }

    [Theory]
    [MemberData(nameof(Sandboxes))]
    public void The_native_command_serves(string sandbox)
    {
        Run(sandbox, "", PublishedCommand.Program, "bytes", "1M", "-o", "/dev/null");
    }

    /// <summary>Runs a program in a sandbox, and fails if the program fails.</summary>
    private static void Run(string sandbox, string preload, params string[] command)
    {
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "the lists of system calls are those of x86-64");
        string probe = Path.Combine(
            Checkout.Root,
            "tests/VGetRandom.Probe/bin",
            Checkout.Configuration,
            "net10.0/VGetRandom.Probe.dll");
        ProcessStartInfo start = DotnetCommand.Start(
            Tool.Dotnet,
            [
                "exec", probe, "confined", sandbox,
                "/usr/bin/env", $"LD_PRELOAD={preload}",
                .. command,
            ]);
        Assert.SkipWhen(
            DotnetCommand.Run(start).Contains("sandboxed=False", StringComparison.Ordinal),
            "seccomp filters are not allowed here");
    }
}
