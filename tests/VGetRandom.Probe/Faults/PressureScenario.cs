using VGetRandom.Kernel;

namespace VGetRandom.Probe.Faults;

/// <summary>Draws in a process with too little memory, so that the kernel takes pages.</summary>
/// <remarks>
/// One thread draws on states on many pages. The other uses and gives back more ordinary memory
/// than the control group has left. The kernel must find the rest somewhere, and dropping droppable
/// pages costs it nothing.
/// </remarks>
internal static class PressureScenario
{
    private const int Pages = 4096;
    private const int HeadroomBytes = 4 << 20;
    private const int WantedBytes = 12 << 20;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <param name="backend">vdso or managed.</param>
    /// <param name="drops">How many pages the kernel must take at least.</param>
    public static int Run(string backend, long drops)
    {
        Attempt<MemoryGroup> entered = MemoryGroup.Enter();
        Report.Line("refusal", entered.Problem);
        if (!entered.Succeeded)
        {
            return 0;
        }

        MemoryGroup group = entered.Value;
        var ring = StateRing.New(backend, Pages);
        var outputs = new Outputs();
        var requester = new Requester(ring, outputs.Add);
        long taken = 0;
        bool isDone = false;
        var thread = new Thread(() =>
        {
            long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
            var isFull = new bool[Pages];
            while (!TryLimit(group, ring))
            {
                _ = Thread.Yield();
            }

            while (taken < drops && Environment.TickCount64 < deadline)
            {
                for (int i = 0; i < ring.Count; i++)
                {
                    isFull[i] = ring.Generation(i) != 0;
                }

                UseMemory();
                for (int i = 0; i < ring.Count; i++)
                {
                    if (isFull[i] && ring.Generation(i) == 0)
                    {
                        taken++;
                        requester.Disturbed();
                    }
                }
            }

            Volatile.Write(ref isDone, true);
        });
        thread.Start();
        requester.Run(() => Volatile.Read(ref isDone));
        thread.Join();

        group.Limit(long.MaxValue);
        group.Leave();
        Report.Line("drops", taken);
        Report.Line("requests", requester.Requests);
        outputs.Report();
        return 0;
    }

    /// <summary>Sets the limit once all states are full, so that all of them have their
    /// pages.</summary>
    private static bool TryLimit(MemoryGroup group, StateRing ring)
    {
        for (int i = 0; i < ring.Count; i++)
        {
            if (ring.Generation(i) == 0)
            {
                return false;
            }
        }

        group.Limit(group.Usage + HeadroomBytes);
        return true;
    }

    private static void UseMemory()
    {
        nint memory = Libc.mmap(
            0,
            WantedBytes,
            Native.PROT_READ_WRITE,
            Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS,
            -1,
            0);
        for (int i = 0; i < WantedBytes; i += Environment.SystemPageSize)
        {
            // SAFETY: the offset is below the mapping's length.
            unsafe
            {
                Volatile.Write(ref *(byte*)(memory + i), 1);
            }
        }

        _ = Libc.munmap(memory, WantedBytes);
    }
}
