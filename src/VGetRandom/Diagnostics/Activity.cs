using System.Runtime.CompilerServices;

namespace VGetRandom.Diagnostics;

/// <summary>What happened in this process besides requests that were served at once.</summary>
/// <remarks>
/// Counted on slow paths only: a request that finds all it needs counts nothing. Plain numbers,
/// because the first request of a process must not wait until a meter exists; what publishes them
/// comes later (<see cref="Publication"/>).
/// </remarks>
internal static class Activity
{
    private static Counts s_fallbacks;
    private static long s_reseeds, s_refills, s_droppedPages, s_mismatches, s_states, s_freeStates;

    /// <summary>Fresh keys that the managed backend took from the kernel.</summary>
    public static long Reseeds => Volatile.Read(ref s_reseeds);

    /// <summary>New batches that the managed backend made.</summary>
    public static long Refills => Volatile.Read(ref s_refills);

    /// <summary>States that were found empty although they had been filled.</summary>
    public static long DroppedPages => Volatile.Read(ref s_droppedPages);

    /// <summary>Cross-checks that failed.</summary>
    public static long Mismatches => Volatile.Read(ref s_mismatches);

    /// <summary>States that belong to a thread.</summary>
    public static long StatesInUse => Volatile.Read(ref s_states) - StatesFree;

    /// <summary>States that wait for a thread.</summary>
    public static long StatesFree => Volatile.Read(ref s_freeStates);

    public static long Fallbacks(FallbackReason reason) =>
        Volatile.Read(ref s_fallbacks[(int)reason]);

    /// <summary>Counts a batch that was made.</summary>
    /// <param name="isDropped">Whether the one before it vanished.</param>
    /// <param name="isReseed">Whether the kernel gave a key because it had reseeded.</param>
    public static void MadeBatch(bool isDropped, bool isReseed)
    {
        if (isDropped)
        {
            FoundPageDropped();
        }

        if (isReseed)
        {
            Reseeded();
        }
        else
        {
            Refilled();
        }
    }

    public static void FellBack(FallbackReason reason)
    {
        _ = Interlocked.Increment(ref s_fallbacks[(int)reason]);
        if (Publication.HasEvents)
        {
            TellFellBack(reason);
        }
    }

    public static void Reseeded()
    {
        _ = Interlocked.Increment(ref s_reseeds);
        if (Publication.HasEvents)
        {
            TellReseeded();
        }
    }

    public static void Refilled() => Interlocked.Increment(ref s_refills);

    public static void FoundPageDropped()
    {
        _ = Interlocked.Increment(ref s_droppedPages);
        if (Publication.HasEvents)
        {
            TellFoundPageDropped();
        }
    }

    public static void Mismatched()
    {
        _ = Interlocked.Increment(ref s_mismatches);
        if (Publication.HasEvents)
        {
            TellMismatched();
        }
    }

    public static void AddedStates(int count)
    {
        _ = Interlocked.Add(ref s_freeStates, count);
        _ = Interlocked.Add(ref s_states, count);
    }

    public static void LeasedState() => Interlocked.Decrement(ref s_freeStates);

    public static void ReclaimedState() => Interlocked.Increment(ref s_freeStates);

    // In methods of their own, which are compiled only where there are events: the types of events
    // are in an assembly that would have to be loaded, which a sandbox may forbid by then.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TellFellBack(FallbackReason reason) =>
        Publication.Tell(static (events, told) => events.FellBack(told.ToString()), reason);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TellReseeded() =>
        Publication.Tell(static (events, _) => events.Reseeded(), 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TellFoundPageDropped() =>
        Publication.Tell(static (events, _) => events.FoundPageDropped(), 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TellMismatched() =>
        Publication.Tell(static (events, _) => events.Mismatched(), 0);

    /// <summary>One number for each <see cref="FallbackReason"/>.</summary>
    [InlineArray((int)FallbackReason.Distrusted + 1)]
    private struct Counts
    {
        private long _first;
    }
}
