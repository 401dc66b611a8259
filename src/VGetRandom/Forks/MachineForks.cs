using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>How a request gets past a virtual machine fork.</summary>
internal enum ForkEnd
{
    /// <summary>There was no virtual machine fork.</summary>
    NoFork,

    /// <summary>Another thread ended the wait.</summary>
    EndedElsewhere,

    /// <summary>This request observed that the kernel reseeded.</summary>
    Reseeded,

    /// <summary>The bound has passed, and the request takes what the kernel gives.</summary>
    AtBound,

    /// <summary>The request would have to wait, but may not. The caller returns no bytes.</summary>
    WouldWait,

    /// <summary>The bound has passed, and the settings say to fail. The caller returns no bytes.
    /// </summary>
    Refused,
}

/// <summary>What a process knows about forks of its virtual machine.</summary>
/// <remarks>
/// When a virtual machine is forked, the hypervisor changes a counter before the processors of a
/// clone run. The clone's kernel reseeds later, and until then gives every clone the same bytes. So
/// a request reads the counter last of all. If the counter has changed, the request waits until the
/// kernel has reseeded. No waiter waits for another: each asks the kernel's function itself, and
/// any of them can end the wait for all. So nobody waits for a thread that is gone because of
/// fork(2), cancellation or longjmp(3). All data are numbers without a lock, because C programs
/// call this from signal handlers.
/// </remarks>
// SAFETY: the caller guarantees 8 bytes at the counter and GeneratorMemory.Bytes at memory.
internal unsafe struct MachineForks
{
    // If the counter changes more often than this during one wait, we no longer take the changes
    // for forks of the virtual machine.
    private const int MaxChanges = 8;

    // The same for the number of times that one request is drawn again.
    private const int MaxRounds = 8;

    private nint _counter;
    private ulong _known;
    private ulong _wait;
    private int _boundMs;
    private bool _failsAtBound;

    /// <summary>The counter's address.</summary>
    public readonly ulong* Counter => (ulong*)_counter;

    /// <summary>Takes the present counter for known: a process that starts between a virtual
    /// machine fork and the reseed cannot know about that fork.</summary>
    /// <param name="counter">The address of the counter, or of a word that never changes.</param>
    /// <param name="boundMs">The longest wait in milliseconds, from when any thread first reads a
    /// changed counter.</param>
    /// <param name="failsAtBound">Whether requests fail after the bound, or take what the kernel
    /// gives.</param>
    public void Start(ulong* counter, int boundMs, bool failsAtBound)
    {
        _boundMs = boundMs;
        _failsAtBound = failsAtBound;
        Volatile.Write(ref _known, ForkMark.Read(counter));
        _counter = (nint)counter;
    }

    /// <summary>The page mark that belongs to the present counter.</summary>
    public readonly ulong Mark => ForkMark.Read(Counter);

    /// <summary>Whether the kernel is known to have reseeded under the present counter.</summary>
    public readonly bool IsKnown(out ulong mark)
    {
        mark = ForkMark.Read(Counter);
        return Volatile.Read(in _known) == mark;
    }

    /// <summary>Whether the machine was not forked since <see cref="Enter"/> gave a mark.
    /// </summary>
    public readonly bool IsStill(ulong mark) => ForkMark.Read(Counter) == mark;

    /// <summary>Checks last, after everything is drawn, whether the machine was forked.</summary>
    /// <param name="mark">What <see cref="Enter"/> gave.</param>
    /// <param name="rounds">How often the request was drawn again: 0 at first.</param>
    /// <returns>Whether the bytes may be handed out; if not, the caller draws them again.</returns>
    public readonly bool Accepts(ulong mark, ref int rounds) =>
        IsStill(mark) || ++rounds > MaxRounds;

    /// <summary>Callers call this before they draw anything. If the machine was forked, waits until
    /// the kernel has reseeded, and empties a page from before the fork.</summary>
    /// <param name="kernel">The kernel, for its clock.</param>
    /// <param name="witness">Tells whether the kernel has reseeded.</param>
    /// <param name="memory">The thread's memory, or null if the request can use none.</param>
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

            // Without a pause, our questions would delay the reseed for which we wait.
            kernel.Sleep();
        }
    }

    /// <summary>Ends the wait for a virtual machine fork: makes its counter the known one, unless
    /// the counter has changed again or another thread has ended the wait.</summary>
    /// <param name="mark">The page mark under which the caller waited.</param>
    /// <param name="known">The mark that was known when the caller last looked.</param>
    private bool TryEnd(ulong mark, ulong known) =>
        IsStill(mark) && Interlocked.CompareExchange(ref _known, mark, known) == known;

    /// <summary>Whether the bound has passed since a thread first noticed this virtual machine
    /// fork. The first call for a fork notes the time.</summary>
    private bool HasPassed<TKernel>(TKernel kernel, ulong mark)
        where TKernel : struct, IKernel
    {
        // The word has the fork in its upper half and the time when a thread first noticed it in
        // its lower half, so that no thread combines one fork with the time of another. Read the
        // word before the clock. Otherwise another thread could write a time in between, and that
        // time would be later than nowMs.
        uint fork = (uint)mark ^ (uint)(mark >> 32);
        ulong seen = Volatile.Read(ref _wait);
        uint nowMs = (uint)kernel.ReadMs();
        if (seen == 0 || (uint)(seen >> 32) != fork)
        {
            _ = Interlocked.CompareExchange(ref _wait, ((ulong)fork << 32) | nowMs, seen);
            return _boundMs == 0;
        }

        // If the noted time is slightly later than nowMs all the same, the difference wraps to
        // nearly 2^32 ms. That must not pass for a wait of 49 days.
        uint waitedMs = nowMs - (uint)seen;
        return waitedMs >= (uint)_boundMs && waitedMs < uint.MaxValue - ForkSettings.MaxBoundMs;
    }
}
