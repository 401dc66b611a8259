using System.Diagnostics;
using System.Globalization;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>A machine that is told of its fork by a vmclock, and whose kernel is never told.
/// </summary>
// SAFETY: every index into the shared memory is one of ClockLanes.
internal static unsafe class BoundScenario
{
    private const string OfC = "/bin/clock-draws";
    private static readonly TimeSpan s_reseedPatience = TimeSpan.FromSeconds(40);

    /// <param name="boundMs">For how long the library waits for the kernel.</param>
    public static int Run(int boundMs)
    {
        ulong* shared = SharedMemory.Map();
        if (VmClock.Load() is { } problem || shared is null)
        {
            Report.Line("problem", "there is no vmclock, or no shared memory");
            return 1;
        }

        List<(string Name, Process Process)> running = [];
        foreach (string source in new[] { "vdso", "syscall", "c" })
        {
            foreach (string atBound in new[] { "serve", "fail" })
            {
                Process process = Start(source, atBound, boundMs);
                if (process.StandardOutput.ReadLine() != "warm")
                {
                    Report.Line("problem", $"{source} {atBound} does not draw");
                    return 1;
                }

                running.Add(($"{source} {atBound}", process));
            }
        }

        // The next reseed on the kernel's own schedule would end the wait.
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

    private static Process Start(string source, string atBound, int boundMs)
    {
        ProcessStartInfo start = source == "c"
            ? new(OfC, [SharedMemory.Path!, "bound"])
            : new("/init", ["bound-draws"]);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.Environment["VGETRANDOM_BACKEND"] = source == "c" ? "" : source;
        start.Environment["VGETRANDOM_FORK_AT_BOUND"] = atBound;
        start.Environment["VGETRANDOM_FORK_WAIT_MS"] =
            boundMs.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }
}
