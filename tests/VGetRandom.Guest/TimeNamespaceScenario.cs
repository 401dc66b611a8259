using System.ComponentModel;
using System.Diagnostics;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>Processes in a time namespace, where the kernel maps other data pages.</summary>
internal static class TimeNamespaceScenario
{
    /// <summary>Runs a program in a new time namespace.</summary>
    public static int RunProgram(string[] command)
    {
        MakeNamespace();
        using Process process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Forks into a new time namespace, while the parent stays outside.</summary>
    public static int Fork(string backend, int rounds)
    {
        MakeNamespace();
        Report.Line("apart", LinkOf("time") != LinkOf("time_for_children"));
        return ForkScenario.RunPreferring(backend, rounds);
    }

    // The process that makes a time namespace stays outside it; only its children are inside.
    private static void MakeNamespace()
    {
        if (Linux.unshare(Linux.CLONE_NEWTIME) != 0)
        {
            throw new Win32Exception();
        }
    }

    private static string? LinkOf(string name) =>
        new FileInfo($"/proc/self/ns/{name}").LinkTarget;
}
