using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>How a request comes past a fork.</summary>
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

    /// <summary>The request would have to wait, and may not: it is not served.</summary>
    WouldWait,

    /// <summary>The bound has passed, and the request is not served.</summary>
    Refused,
}

/// <summary>What a process knows of the forks of its virtual machine.</summary>
/// <remarks>
/// A hypervisor changes the counter before the processors of a clone run; the kernel reseeds
/// later, and until then gives every clone the same bytes. So a request looks at the counter last
/// of all, and where it has changed, waits until the kernel has reseeded.
/// <para>
/// Nobody leads: each waiter asks for itself, and any of them may end the wait for all. One that is
/// forked, cancelled or left by longjmp(3) keeps nobody waiting. Numbers only, and no lock, for the
/// C interface and its signal handlers.
/// </para>
/// </remarks>
// SAFETY: the caller vouches for the counter's address and for the memory.
internal unsafe struct MachineForks
{
    // So many changes of the counter in one wait are no forks.
    private const int MaxChanges = 8;

    // Nor are so many within one request.
    private const int MaxRounds = 8;

    private nint _counter;
    private ulong _known;
    private ulong _wait;
    private int _boundMs;
    private bool _failsAtBound;

    /// <summary>The counter's address.</summary>
    public readonly ulong* Counter => (ulong*)_counter;

    /// <summary>Begins, with the counter as it is: a process that starts between a fork and the
    /// reseed cannot know it.</summary>
    /// <param name="counter">The address of the counter, or of a word that never changes.</param>
    /// <param name="boundMs">The longest wait, from the first look at a changed counter.</param>
    /// <param name="failsAtBound">Whether requests fail then, rather than take what there is.
    /// </param>
    public void Start(ulong* counter, int boundMs, bool failsAtBound)
    {
        _boundMs = boundMs;
        _failsAtBound = failsAtBound;
        Volatile.Write(ref _known, ForkMark.Read(counter));
        _counter = (nint)counter;
    }

    /// <summary>The mark of the counter as it is.</summary>
    public readonly ulong Mark => ForkMark.Read(Counter);

    /// <summary>Whether the kernel is known to have reseeded for the counter as it is.</summary>
    public readonly bool IsKnown(out ulong mark)
    {
        mark = ForkMark.Read(Counter);
        return Volatile.Read(in _known) == mark;
    }

    /// <summary>Whether no fork has come since <see cref="Enter"/> gave a mark.</summary>
    public readonly bool IsStill(ulong mark) => ForkMark.Read(Counter) == mark;

    /// <summary>The last look of a request.</summary>
    /// <param name="mark">What <see cref="Enter"/> gave.</param>
    /// <param name="rounds">How often the request was made anew: 0 at first.</param>
    /// <returns>Whether what was drawn may be handed out; if not, it must be drawn anew.</returns>
    public readonly bool Accepts(ulong mark, ref int rounds) =>
        IsStill(mark) || ++rounds > MaxRounds;

    /// <summary>Comes before anything is drawn: waits until the kernel has reseeded, and empties a
    /// page from before the fork.</summary>
    /// <param name="kernel">The kernel, for its clock.</param>
    /// <param name="witness">How to see that it has reseeded.</param>
    /// <param name="memory">The thread's memory, or null where it has none that may be used.
    /// </param>
    /// <param name="mayWait">Whether to wait, rather than begin a wait that later requests end.
    /// </param>
    /// <param name="mark">The mark under which bytes may be drawn.</param>
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

            // Who asks without a pause keeps the kernel from what it is asked about.
            kernel.Sleep();
        }
    }

    /// <summary>Makes a counter known, unless it has changed or others were quicker.</summary>
    /// <param name="mark">The mark of the fork that the evidence is for.</param>
    /// <param name="known">What was known before.</param>
    private bool TryEnd(ulong mark, ulong known) =>
        IsStill(mark) && Interlocked.CompareExchange(ref _known, mark, known) == known;

    /// <summary>Whether the bound has passed since the first look at a fork, which is now if there
    /// was none.</summary>
    private bool HasPassed<TKernel>(TKernel kernel, ulong mark)
        where TKernel : struct, IKernel
    {
        // One word, so that nobody takes the start of one fork for that of another. It is read
        // before the clock: what another thread writes after that would lie in the future.
        uint fork = (uint)mark ^ (uint)(mark >> 32);
        ulong seen = Volatile.Read(ref _wait);
        uint nowMs = (uint)kernel.ReadMs();
        if (seen == 0 || (uint)(seen >> 32) != fork)
        {
            _ = Interlocked.CompareExchange(ref _wait, ((ulong)fork << 32) | nowMs, seen);
            return _boundMs == 0;
        }

        // A little less than nothing is no wait of 49 days.
        uint waitedMs = nowMs - (uint)seen;
        return waitedMs >= (uint)_boundMs && waitedMs < uint.MaxValue - ForkSettings.MaxBoundMs;
    }
}
