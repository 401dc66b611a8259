using System.Runtime.CompilerServices;

namespace VGetRandom.Diagnostics;

/// <summary>Counts what happened in this process besides requests that were served at once.
/// </summary>
/// <remarks>
/// Only slow paths count: a request that finds all it needs counts nothing. The counts are plain
/// numbers, because a process's first request must not wait for a meter. What publishes them comes
/// later (<see cref="Publication"/>).
/// </remarks>
internal static class Activity
{
    // Instruments says what each one counts. One for each FallbackReason follows the last.
    private const int ReseedTally = 0;
    private const int RefillTally = 1;
    private const int DroppedPageTally = 2;
    private const int MismatchTally = 3;
    private const int StateTally = 4;
    private const int FreeStateTally = 5;
    private const int ForkTally = 6;
    private const int ForkWaitTally = 7;
    private const int BoundTally = 8;
    private const int FirstFallbackTally = 9;

    private static Tallies s_tallies;

    public static long Reseeds => s_tallies.Sum(ReseedTally);

    public static long Refills => s_tallies.Sum(RefillTally);

    public static long DroppedPages => s_tallies.Sum(DroppedPageTally);

    public static long Mismatches => s_tallies.Sum(MismatchTally);

    /// <summary>Forks of the virtual machine after which requests went on.</summary>
    public static long MachineForks => s_tallies.Sum(ForkTally);

    /// <summary>How long requests waited after forks, all threads together.</summary>
    public static long ForkWaitMs => s_tallies.Sum(ForkWaitTally);

    /// <summary>How often such a wait reached its bound.</summary>
    public static long BoundsReached => s_tallies.Sum(BoundTally);

    /// <summary>States that belong to a thread.</summary>
    public static long StatesInUse => s_tallies.Sum(StateTally) - StatesFree;

    /// <summary>States that wait for a thread.</summary>
    public static long StatesFree => s_tallies.Sum(FreeStateTally);

    public static long Fallbacks(FallbackReason reason) =>
        s_tallies.Sum(FirstFallbackTally + (int)reason);

    /// <summary>Counts a new batch: made because the old one vanished, because the kernel had
    /// reseeded and gave a key, or because the old one was used up.</summary>
    public static void MadeBatch(bool isDropped, bool isReseed)
    {
        if (isDropped)
        {
            FoundPageDropped();
        }

        Count(isReseed ? ReseedTally : RefillTally);
    }

    public static void FellBack(FallbackReason reason) => Count(FirstFallbackTally + (int)reason);

    public static void Reseeded() => Count(ReseedTally);

    public static void Refilled() => Count(RefillTally);

    public static void FoundPageDropped() => Count(DroppedPageTally);

    public static void Mismatched() => CountForWatchers(MismatchTally);

    public static void PassedMachineFork() => CountForWatchers(ForkTally);

    public static void WaitedForMachineFork(long waitMs) =>
        s_tallies.Add(ForkWaitTally, waitMs);

    public static void ReachedBound() => CountForWatchers(BoundTally);

    public static void AddedStates(int count)
    {
        s_tallies.Add(FreeStateTally, count);
        s_tallies.Add(StateTally, count);
    }

    public static void LeasedState() => s_tallies.Add(FreeStateTally, -1);

    public static void ReclaimedState() => s_tallies.Add(FreeStateTally, 1);

    // Someone who watches must not miss these, even if the process never collects garbage.
    private static void CountForWatchers(int tally)
    {
        Count(tally);
        Publication.Begin();
    }

    private static void Count(int tally)
    {
        s_tallies.Add(tally, 1);
        if (tally != RefillTally && Publication.HasEvents)
        {
            Tell(tally);
        }
    }

    // A separate method, compiled only where there are events: their types are in an assembly that
    // would have to be loaded, which a sandbox may forbid by then.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tell(int tally) => Publication.Tell(
        static (events, told) =>
        {
            switch (told)
            {
                case ReseedTally:
                    events.Reseeded();
                    break;
                case DroppedPageTally:
                    events.FoundPageDropped();
                    break;
                case MismatchTally:
                    events.Mismatched();
                    break;
                case ForkTally:
                    events.PassedMachineFork();
                    break;
                case BoundTally:
                    events.ReachedBound();
                    break;
                default:
                    events.FellBack(((FallbackReason)(told - FirstFallbackTally)).ToString());
                    break;
            }
        },
        tally);
}
