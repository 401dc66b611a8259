using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.Probe;

/// <summary>Memory that the kernel does not give, or locks.</summary>
internal static class MemoryScenarios
{
    // The runtime too maps memory now and then, and does not survive a refusal. So there is a
    // little left for it, and the pool asks for more than that at a time.
    private const int HeadroomBytes = 16 << 20;
    private const int ChunkBytes = 32 << 20;

    /// <summary>Too little address space for states, then enough again.</summary>
    public static int RunWithAddressSpaceLimit()
    {
        // A first backend compiles the code: the runtime too needs memory for that.
        Serve("rehearsal", FreshBackend.New());

        VdsoBackend<LinuxKernel, VdsoFunction> backend =
            FreshBackend.New(chunkBytes: ChunkBytes);
        nuint inUse = AddressSpaceInUse();
        Native.ResourceLimit limit;

        // SAFETY: both calls get the address of one whole structure.
        unsafe
        {
            _ = Native.getrlimit(Native.RLIMIT_AS, &limit);
            nuint before = limit.Soft;
            limit.Soft = inUse + HeadroomBytes;
            int result = Native.setrlimit(Native.RLIMIT_AS, &limit);
            bool isServed = Draw(backend);
            nint stateUnderLimit = backend.ThreadState;
            limit.Soft = before;
            _ = Native.setrlimit(Native.RLIMIT_AS, &limit);

            Report.Line("limited", result == 0);
            Report.Line("limited.served", isServed);
            Report.Line("limited.state", stateUnderLimit != 0);
            Report.Line("limited.fallback", backend.Info.Fallback);
        }

        // The pool waits a while before it asks again.
        Thread.Sleep(300);
        Serve("recovered", backend);
        return 0;
    }

    /// <summary>Every new mapping locked into memory, as some daemons want it.</summary>
    public static int RunWithLockedMemory()
    {
        Serve("rehearsal", FreshBackend.New());
        int result = Native.mlockall(Native.MCL_FUTURE);
        VdsoBackend<LinuxKernel, VdsoFunction> backend = FreshBackend.New();
        Report.Line("locked", result == 0);
        Serve("locked", backend);
        _ = Native.munlockall();
        return 0;
    }

    private static nuint AddressSpaceInUse()
    {
        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return nuint.Parse(pages) * (nuint)Environment.SystemPageSize;
    }

    private static void Serve(string name, VdsoBackend<LinuxKernel, VdsoFunction> backend)
    {
        Report.Line($"{name}.served", Draw(backend));
        Report.Line($"{name}.state", backend.ThreadState != 0);
        Report.Line($"{name}.fallback", backend.Info.Fallback);
    }

    private static bool Draw(VdsoBackend<LinuxKernel, VdsoFunction> backend)
    {
        Span<ulong> drawn = stackalloc ulong[2];

        // SAFETY: both values lie in the span, which is on the stack.
        unsafe
        {
            fixed (ulong* values = drawn)
            {
                backend.Fill((byte*)values, sizeof(ulong));
                backend.Fill((byte*)(values + 1), sizeof(ulong));
            }
        }

        return !drawn.Contains(0UL) && drawn[0] != drawn[1];
    }
}
