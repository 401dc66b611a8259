using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>How a request gets past a fork.</summary>
internal enum ForkEnd
{
    /// <summary>There is none to wait for.</summary>
    NoFork,

    /// <summary>Another thread ended the wait.</summary>
    EndedElsewhere,

    /// <summary>The kernel was seen to reseed.</summary>
    Reseeded,

    /// <summary>The bound has passed, and the kernel serves as it is.</summary>
    AtBound,

    /// <summary>The request would have to wait, but may not: it is not served.</summary>
    WouldWait,

    /// <summary>The bound has passed, and the request is not served.</summary>
    Refused,
}

/// <summary>What a process knows about forks of its virtual machine.</summary>
/// <remarks>
/// A hypervisor changes the counter before the processors of a clone run. The kernel reseeds later,
/// and until then gives every clone the same bytes. So a request looks at the counter last of all,
/// and if it has changed, waits until the kernel has reseeded. No waiter leads: each asks for
/// itself, and any of them may end the wait for all. So a waiter that is forked, cancelled or left
/// by longjmp(3) keeps nobody waiting. All data are numbers, without a lock, for the C interface
/// and its signal handlers.
/// </remarks>
// SAFETY: the caller guarantees 8 bytes at the counter and GeneratorMemory.Bytes at memory.
internal unsafe struct MachineForks
{
    // More changes of the counter than this in one wait are not forks.
    private const int MaxChanges = 8;

    // Nor are more than this within one request.
    private const int MaxRounds = 8;

    private nint _counter;
    private ulong _known;
    private ulong _wait;
    private int _boundMs;
    private bool _failsAtBound;

    /// <summary>The counter's address.</summary>
    public readonly ulong* Counter => (ulong*)_counter;

    /// <summary>Starts with the present counter: a process that begins between a fork and the
    /// reseed cannot know about that fork.</summary>
    /// <param name="counter">The address of the counter, or of a word that never changes.</param>
    /// <param name="boundMs">The longest wait in milliseconds after the first look at a changed
    /// counter.</param>
    /// <param name="failsAtBound">Whether requests then fail, or take what the kernel gives.
    /// </param>
    public void Start(ulong* counter, int boundMs, bool failsAtBound)
    {
        _boundMs = boundMs;
        _failsAtBound = failsAtBound;
        Volatile.Write(ref _known, ForkMark.Read(counter));
        _counter = (nint)counter;
    }

    /// <summary>The mark of the present counter.</summary>
    public readonly ulong Mark => ForkMark.Read(Counter);

    /// <summary>Whether the kernel is known to have reseeded under the present counter.</summary>
    public readonly bool IsKnown(out ulong mark)
    {
        mark = ForkMark.Read(Counter);
        return Volatile.Read(in _known) == mark;
    }

    /// <summary>Whether there was no fork since <see cref="Enter"/> gave a mark.</summary>
    public readonly bool IsStill(ulong mark) => ForkMark.Read(Counter) == mark;

    /// <summary>The last look of a request.</summary>
    /// <param name="mark">What <see cref="Enter"/> gave.</param>
    /// <param name="rounds">How often the request was drawn again: 0 at first.</param>
    /// <returns>Whether the bytes may be handed out; if not, the caller draws them again.</returns>
    public readonly bool Accepts(ulong mark, ref int rounds) =>
        IsStill(mark) || ++rounds > MaxRounds;

    /// <summary>Comes before anything is drawn: waits until the kernel has reseeded, and empties a
    /// page from before the fork.</summary>
    /// <param name="kernel">The kernel, for its clock.</param>
    /// <param name="witness">Shows whether the kernel has reseeded.</param>
    /// <param name="memory">The thread's memory, or null if it has none that may be used.</param>
    /// <param name="mayWait">Whether to wait, or only to start a wait that later requests end.
    /// </param>
    /// <param name="mark">The mark under which the caller may draw.</param>
    public ForkEnd Enter<TKernel, TFunction>(
        TKernel kernel,
        ForkWitness<TFunction> witness,
        byte* memory,
        bool mayWait,
        out ulong mark)
        where TKernel : struct, IKernel
        where TFunction : struct, IVdsoFunction
    {
        ForkEnd end = ForkEnd.NoFork;
        ulong awaited = 0;
        int changes = 0;
        while (true)
        {
            ulong known = Volatile.Read(ref _known);
            mark = ForkMark.Read(Counter);
            if (mark == known)
            {
                witness.Adopt(memory, mark);
                return end;
            }

            changes += mark == awaited ? 0 : 1;
            awaited = mark;
            bool hasReseeded = witness.HasMoved(memory, mark);
            if (hasReseeded || HasPassed(kernel, mark) || changes > MaxChanges)
            {
                if (!hasReseeded && _failsAtBound)
                {
                    return ForkEnd.Refused;
                }

                end = !TryEnd(mark, known) ? ForkEnd.EndedElsewhere
                    : hasReseeded ? ForkEnd.Reseeded
                    : ForkEnd.AtBound;
                continue;
            }

            end = ForkEnd.EndedElsewhere;
            if (!mayWait)
            {
                return ForkEnd.WouldWait;
            }

            // Asking without a pause would hold up the very reseed that we wait for.
            kernel.Sleep();
        }
    }

    /// <summary>Makes a counter known, unless it has changed or another thread was quicker.
    /// </summary>
    /// <param name="mark">The mark of the fork to which the evidence belongs.</param>
    /// <param name="known">What was known before.</param>
    private bool TryEnd(ulong mark, ulong known) =>
        IsStill(mark) && Interlocked.CompareExchange(ref _known, mark, known) == known;

    /// <summary>Whether the bound has passed since the first look at a fork; this is the first look
    /// if there was none.</summary>
    private bool HasPassed<TKernel>(TKernel kernel, ulong mark)
        where TKernel : struct, IKernel
    {
        // Fork and time share one word, so that no thread takes the start of one fork for that of
        // another. Read it before the clock: a time that another thread writes later would lie in
        // the future.
        uint fork = (uint)mark ^ (uint)(mark >> 32);
        ulong seen = Volatile.Read(ref _wait);
        uint nowMs = (uint)kernel.ReadMs();
        if (seen == 0 || (uint)(seen >> 32) != fork)
        {
            _ = Interlocked.CompareExchange(ref _wait, ((ulong)fork << 32) | nowMs, seen);
            return _boundMs == 0;
        }

        // A slightly negative wait must not count as one of 49 days.
        uint waitedMs = nowMs - (uint)seen;
        return waitedMs >= (uint)_boundMs && waitedMs < uint.MaxValue - ForkSettings.MaxBoundMs;
    }
}
