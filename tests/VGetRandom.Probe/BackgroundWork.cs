using VGetRandom.Backends;
using VGetRandom.Diagnostics;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Probe;

/// <summary>Finishes, before a scenario forks, what the library does once per process.</summary>
/// <remarks>
/// A forked child has no other threads, and waits for ever for a lock that one of them held. So
/// everything that they do at the start must end first. A child also finds an empty state. We find
/// one before the fork, because the child must not compile the code that handles it.
/// </remarks>
internal static class BackgroundWork
{
    public static void Finish()
    {
        _ = KernelRandom.NextUInt32();
        ExpansionReadiness.OfThisProcess.Execute();
        Publication.Complete();

        _ = KernelRandom.NextUInt32();
        Drop(ThreadStates.Memory);
        Drop(ThreadStates.Opaque);
        Drop(ThreadStates.Keys);
        _ = KernelRandom.NextUInt32();
    }

    private static void Drop(nint state)
    {
        nint pageSize = Environment.SystemPageSize;
        if (state != 0)
        {
            _ = Libc.madvise(state & ~(pageSize - 1), (nuint)pageSize, Libc.MADV_DONTNEED);
        }
    }
}
