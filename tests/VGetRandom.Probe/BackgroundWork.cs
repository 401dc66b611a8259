using VGetRandom.Backends;
using VGetRandom.Diagnostics;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Probe;

/// <summary>What the library does once in a process, done before a scenario forks.</summary>
/// <remarks>
/// A forked child has no other threads, and waits for ever for a lock that one of them had. So all
/// that they do at the start comes to its end first; and what a child will find, an empty state, is
/// found once before, or the child would have to compile the way out of it.
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
