using System.Diagnostics;
using VGetRandom.Managed.Search;
using VGetRandom.Probe;
using VGetRandom.Vdso;

namespace VGetRandom.Guest;

/// <summary>A machine that is about to be cloned, with a process for each backend that keeps
/// drawing.</summary>
/// <remarks>Each clone goes on in the middle of what all of them were doing, and reports what it
/// drew before and after the kernel told of the fork.</remarks>
// SAFETY: every index into the shared memory is one of Lanes.
internal static unsafe class CloneScenario
{
    private static readonly TimeSpan s_reseedPatience = TimeSpan.FromSeconds(12);

    public static int Run()
    {
        ulong* shared = SharedMemory.Map();
        if (shared is null)
        {
            Report.Line("shared", "none");
            return 1;
        }

        new Thread(() => WaitForNotice(shared)) { IsBackground = true }.Start();
        Process[] processes =
        [
            .. Backends().Select(backend => Start(backend.Name, backend.Lane)),
        ];
        long lanes = 2 * Backends().Count;
        while (Volatile.Read(ref shared[Lanes.Drawing]) < (ulong)lanes)
        {
            Thread.Sleep(10);
        }

        // Save soon after a reseed, so that the next scheduled one is not due before the clones
        // have begun. But first give every thread time to notice this reseed and to be in the
        // middle of a batch: which thread of a clone gets which new key depends on the order in
        // which they happen to run.
        _ = KernelReseed.Wait(s_reseedPatience);
        Thread.Sleep(300);
        Volatile.Write(ref shared[Lanes.Ready], (ulong)lanes);
        Array.ForEach(processes, process => process.WaitForExit());
        return 0;
    }

    private static List<(string Name, int Lane)> Backends()
    {
        List<(string, int)> all = [("syscall", Lanes.Syscall)];
        if (VdsoLocator.Locate().Succeeded)
        {
            all.Add(("vdso", Lanes.Vdso));
        }

        if (ProcessRngInfo.Find().Succeeded)
        {
            all.Add(("managed", Lanes.Managed));
        }

        return all;
    }

    private static Process Start(string backend, int lane)
    {
        var start = new ProcessStartInfo("/init", ["draw", $"{lane}"]) { UseShellExecute = false };
        start.Environment["VGETRANDOM_BACKEND"] = backend;
        return Process.Start(start)!;
    }

    private static void WaitForNotice(ulong* shared)
    {
        int log = ForkNotice.OpenLog();
        while (true)
        {
            ForkNotice.Wait(log);
            Volatile.Write(ref shared[Lanes.NoticedAtNs], (ulong)Stopwatch.GetTimestamp());
            Volatile.Write(ref shared[Lanes.Noticed], 1);
        }
    }
}
