using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>A machine whose vmclock tells of its fork, while its kernel is never told.</summary>
// SAFETY: every index into the shared memory is one of ClockLanes.
internal static unsafe class BoundScenario
{
    private const string OfC = "/bin/clock-draws";
    private static readonly TimeSpan s_reseedPatience = TimeSpan.FromSeconds(40);

    /// <param name="boundMs">How long the library waits for the kernel, where the default does not
    /// apply.</param>
    /// <param name="kinds">Which of <see cref="BoundDraws"/> are to draw.</param>
    public static int Run(int boundMs, string[] kinds)
    {
        ulong* shared = SharedMemory.Map();
        if (VmClock.Load() is { } problem || shared is null)
        {
            Report.Line("problem", "there is no vmclock, or no shared memory");
            return 1;
        }

        List<(string Name, Process Process)> running = [];
        bool isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        foreach ((string source, string kind) in
            kinds.SelectMany(kind => BoundDraws.Of(kind, isArm)))
        {
            Process process = Start(source, kind, boundMs);
            if (process.StandardOutput.ReadLine() != "warm")
            {
                Report.Line("problem", $"{source} {kind} does not draw");
                return 1;
            }

            running.Add(($"{source} {kind}", process));
        }

        // Start right after a reseed: the next scheduled one would end the wait.
        Report.Line("reseeded", KernelReseed.Wait(s_reseedPatience));
        Report.Line("ready", running.Count);
        foreach ((string name, Process process) in running)
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                Console.WriteLine($"{name} {line}");
            }

            process.WaitForExit();
            Report.Line($"{name} exit", process.ExitCode);
        }

        return 0;
    }

    private static Process Start(string source, string kind, int boundMs)
    {
        ProcessStartInfo start = source == "c"
            ? new(OfC, [SharedMemory.Path!, "bound"])
            : new("/init", ["bound-draws", kind]);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.Environment["VGETRANDOM_BACKEND"] = source == "c" ? "" : source;
        if (kind != BoundDraws.Late)
        {
            start.Environment["VGETRANDOM_FORK_AT_BOUND"] = kind;
            start.Environment["VGETRANDOM_FORK_WAIT_MS"] =
                boundMs.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }
}
