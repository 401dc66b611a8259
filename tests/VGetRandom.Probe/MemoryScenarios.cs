using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Probe;

/// <summary>Memory that the kernel refuses, or locks.</summary>
internal static class MemoryScenarios
{
    // The runtime also maps memory now and then, and does not survive a refusal. So we leave it a
    // little, and have the pool ask for more than that at a time.
    private const int HeadroomBytes = 16 << 20;
    private const int ChunkBytes = 32 << 20;

    /// <summary>Leaves too little address space for states, and then enough again.</summary>
    /// <param name="name">vdso or managed.</param>
    public static int RunWithAddressSpaceLimit(string name)
    {
        // A first backend compiles the code, because the runtime needs memory for that, too. It has
        // a thread of its own, because a thread keeps its state.
        bool isManaged = name == "managed";
        ExpansionReadiness.OfThisProcess.Execute();
        var rehearsal = new Thread(() => Serve("rehearsal", New(isManaged, 0), isManaged));
        rehearsal.Start();
        rehearsal.Join();

        IRandomBackend backend = New(isManaged, ChunkBytes);
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
            nint stateUnderLimit = ThreadStates.Opaque;
            limit.Soft = before;
            _ = Native.setrlimit(Native.RLIMIT_AS, &limit);

            Report.Line("limited", result == 0);
            Report.Line("limited.served", isServed);
            Report.Line("limited.state", stateUnderLimit != 0);
            Report.Line("limited.fallback", backend.Info.Fallback);
        }

        // The pool waits a while before it asks again.
        Thread.Sleep(300);
        Serve("recovered", backend, isManaged);
        return 0;
    }

    /// <summary>Locks every new mapping into memory, as some daemons do.</summary>
    public static int RunWithLockedMemory()
    {
        Serve("rehearsal", FreshBackend.New(), isManaged: false);
        int result = Native.mlockall(Native.MCL_FUTURE);
        VdsoBackend<LinuxKernel, VdsoFunction> backend = FreshBackend.New();
        Report.Line("locked", result == 0);
        Serve("locked", backend, isManaged: false);
        _ = Native.munlockall();
        return 0;
    }

    private static nuint AddressSpaceInUse()
    {
        string pages = File.ReadAllText("/proc/self/statm").Split(' ')[0];
        return nuint.Parse(pages) * (nuint)Environment.SystemPageSize;
    }

    private static IRandomBackend New(bool isManaged, int chunkBytes) => isManaged
        ? FreshBackend.NewManaged(chunkBytes)
        : FreshBackend.New(chunkBytes: chunkBytes);

    private static void Serve(string name, IRandomBackend backend, bool isManaged)
    {
        Report.Line($"{name}.served", Draw(backend));
        Report.Line($"{name}.state", ThreadStates.Opaque != 0);
        Report.Line($"{name}.fallback", backend.Info.Fallback);
    }

    private static bool Draw(IRandomBackend backend)
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
