using System.Diagnostics;
using System.Globalization;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>A machine with a vmclock, which is cloned while processes draw.</summary>
/// <remarks>The host saves it several times, with other processes each time.</remarks>
// SAFETY: every index into the shared memory is one of ClockLanes.
internal static unsafe class ClockScenario
{
    private const string OfC = "/bin/clock-draws";
    private static readonly TimeSpan s_reseedPatience = TimeSpan.FromSeconds(40);

    /// <param name="patienceMs">How long the library waits for the kernel at most.</param>
    public static int Run(int patienceMs)
    {
        if (VmClock.Load() is { } problem)
        {
            Report.Line("problem", problem);
            return 1;
        }

        ulong* shared = SharedMemory.Map();
        if (shared is null)
        {
            Report.Line("problem", "there is no shared memory");
            return 1;
        }

        new Thread(() => WaitForNotice(shared)) { IsBackground = true }.Start();
        List<Process> running = [];
        while (true)
        {
            ulong wanted = Volatile.Read(ref shared[ClockLanes.Wanted]);
            if (wanted != Volatile.Read(ref shared[ClockLanes.Ready]))
            {
                End(running);
                Volatile.Write(ref shared[ClockLanes.Drawing], 0);
                Begin(ClockGroup.Of((int)wanted - 1), running, patienceMs, shared);
                Volatile.Write(ref shared[ClockLanes.Ready], wanted);
            }

            Thread.Sleep(20);
        }
    }

    private static void Begin(
        IReadOnlyList<ClockProcess> processes, List<Process> running, int patienceMs, ulong* shared)
    {
        running.AddRange(processes.Select(process => Start(process, patienceMs)));
        ulong lanes = (ulong)processes.Sum(process => process.Lanes.Count);
        while (Volatile.Read(ref shared[ClockLanes.Drawing]) < lanes)
        {
            Thread.Sleep(10);
        }

        // By now the idle lanes have drawn, and they sleep across this reseed. The busy lanes have
        // time to notice it. The next reseed is not due before the clones have gone on.
        Report.Line("reseeded", KernelReseed.Wait(s_reseedPatience));
        Thread.Sleep(300);
    }

    private static void End(List<Process> running)
    {
        foreach (Process process in running)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        running.Clear();
    }

    private static Process Start(ClockProcess process, int patienceMs)
    {
        bool isOfC = ClockGroup.IsOfC(process.Source);
        string[] program = isOfC ? [SharedMemory.Path!, process.Source] : ["clock-draws"];
        IEnumerable<string> lanes = process.Lanes.Select((lane, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"{process.First + i}:{lane.Words}:{(lane.IsIdle ? 1 : 0)}"));
        var start = new ProcessStartInfo(isOfC ? OfC : "/init", [.. program, .. lanes])
        {
            UseShellExecute = false,
        };
        start.Environment["VGETRANDOM_BACKEND"] = isOfC ? "" : process.Source;
        start.Environment["VGETRANDOM_FORK_WAIT_MS"] = process.Kind == ClockKind.Guarded
            ? patienceMs.ToString(CultureInfo.InvariantCulture)
            : "0";
        return Process.Start(start)!;
    }

    private static void WaitForNotice(ulong* shared)
    {
        int log = ForkNotice.OpenLog();
        ForkNotice.Wait(log);
        Volatile.Write(ref shared[ClockLanes.Noticed], 1);
    }
}
