using System.Diagnostics;
using VGetRandom.Kernel;
using VGetRandom.Probe;
using VGetRandom.Probe.Faults;
using Activity = VGetRandom.Diagnostics.Activity;

namespace VGetRandom.Guest;

/// <summary>Another process uses up a small machine's memory while this one draws.</summary>
/// <remarks>
/// There is no swap and hardly any file cache, so the kernel takes pages of droppable memory before
/// it kills the process that wants so much. Then we start another such process, so that the states
/// are on their pages again when memory next gets short.
/// </remarks>
internal static class PressureScenario
{
    private const int Pages = 2048;
    private const int BlockBytes = 256 << 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    /// <param name="backend">vdso or managed.</param>
    /// <param name="drops">How many pages must vanish at least.</param>
    public static int Run(string backend, long drops)
    {
        var ring = StateRing.New(backend, Pages);
        var outputs = new Outputs();
        var requester = new Requester(ring, outputs.Add);
        long vanished = 0;
        long hogs = 0;
        bool isDone = false;
        var thread = new Thread(() =>
        {
            long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
            var isFull = new bool[ring.Count];
            while (vanished < drops && Environment.TickCount64 < deadline)
            {
                using Process hog = Process.Start("/init", "hog");
                hogs++;
                while (!hog.HasExited && vanished < drops)
                {
                    vanished += Look(ring, requester, isFull);

                    // A round of the drawing thread takes far longer, so this misses little.
                    Thread.Sleep(2);
                }

                hog.Kill();
                hog.WaitForExit();
            }

            Volatile.Write(ref isDone, true);
        });
        thread.Start();
        requester.Run(() => Volatile.Read(ref isDone));
        thread.Join();

        Report.Line("backend", backend);
        Report.Line("drops", vanished);
        Report.Line("noticed", Activity.DroppedPages);
        Report.Line("hogs", hogs);
        Report.Line("requests", requester.Requests);
        Report.Line("fallback", ring.Backend.Info.Fallback);
        outputs.Report();
        return 0;
    }

    /// <summary>Takes memory until the kernel kills this process, rather than any other.</summary>
    public static int Hog()
    {
        File.WriteAllText("/proc/self/oom_score_adj", "1000");
        while (true)
        {
            nint block = Libc.mmap(
                0,
                BlockBytes,
                Native.PROT_READ_WRITE,
                Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS,
                -1,
                0);
            if (block == -1)
            {
                return 1;
            }

            for (int i = 0; i < BlockBytes; i += Environment.SystemPageSize)
            {
                // SAFETY: the offset is below the mapping's length.
                unsafe
                {
                    Volatile.Write(ref *(byte*)(block + i), 1);
                }
            }
        }
    }

    /// <summary>Counts the states whose pages have vanished since the last call.</summary>
    private static long Look(StateRing ring, Requester requester, bool[] isFull)
    {
        long vanished = 0;
        for (int i = 0; i < ring.Count; i++)
        {
            bool isNowFull = ring.Generation(i) != 0;
            if (isFull[i] && !isNowFull)
            {
                vanished++;
                requester.Disturbed();
            }

            isFull[i] = isNowFull;
        }

        return vanished;
    }
}
