using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using VGetRandom.Diagnostics;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Forks;

/// <summary>Keeps requests from returning bytes that another clone of the virtual machine returns,
/// too.</summary>
/// <remarks>A caller that draws calls Enter first and <see cref="Accepts"/> last, and draws again
/// if Accepts returns false. Thread-safe.</remarks>
// SAFETY: the counter's page stays mapped; callers guarantee GeneratorMemory.Bytes at memory.
internal sealed unsafe class ForkGuard<TKernel>
    where TKernel : struct, IKernel
{
    private readonly TKernel _kernel;
    private readonly ForkSettings _settings;
    private readonly VmClockFinding _finding;
    private MachineForks _forks;
    private volatile bool _hasReachedBound;
    private ulong _lastRefused;

    private ForkGuard(
        TKernel kernel, ForkSettings settings, VmClockFinding finding, ulong* counter)
    {
        _kernel = kernel;
        _settings = settings;
        _finding = finding;
        _forks.Start(counter, settings.BoundMs, settings.FailsAtBound);
    }

    /// <summary>The address of the counter of machine forks, or of a word that never changes.
    /// </summary>
    public ulong* Counter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _forks.Counter;
    }

    /// <summary>Whether this process would notice a virtual machine fork.</summary>
    public bool SeesForks => _finding == VmClockFinding.Counter;

    /// <summary>Whether requests wait after a virtual machine fork.</summary>
    public bool WaitsAfterForks => SeesForks && _settings.BoundMs > 0;

    /// <summary>Whether this process would notice a virtual machine fork; if not, why not, and what
    /// would help.</summary>
    public string Description => ForkTexts.Describe(_finding, _settings);

    /// <summary>A note that a wait reached its bound before the kernel was seen to reseed, or null.
    /// </summary>
    public string? Fallback =>
        _hasReachedBound ? ForkTexts.DescribeBound(_settings) : null;

    /// <summary>Finds the vmclock device. Never fails: without the device, the guard notices no
    /// fork.</summary>
    public static ForkGuard<TKernel> Find(TKernel kernel, ForkSettings settings)
    {
        VmClockFinding finding =
            VmClock.Find(kernel, Environment.SystemPageSize, out ulong* counter);
        if (counter != null)
        {
            nint page = (nint)counter - VmClockAbi.GenerationCounterOffset;
            CollectibleMemory.Add(page, (nuint)Environment.SystemPageSize);
        }

        return new(
            kernel, settings, finding, counter != null ? counter : ConstantWord.Address);
    }

    /// <summary>Whether the kernel is known to have reseeded since the last virtual machine fork.
    /// </summary>
    /// <param name="mark">The mark to pass to <see cref="Accepts"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsKnown(out ulong mark) => _forks.IsKnown(out mark);

    /// <summary>Whether the machine was not forked since a mark was given.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsStill(ulong mark) => _forks.IsStill(mark);

    /// <summary>Waits until the kernel has reseeded since the last virtual machine fork.</summary>
    /// <param name="witness">Tells whether the kernel has reseeded.</param>
    /// <param name="memory">The thread's memory, or null.</param>
    /// <param name="mark">The mark under which the caller may draw.</param>
    /// <param name="mayWait">Whether to wait.</param>
    /// <returns>Whether the caller may draw; always true if it may wait.</returns>
    /// <exception cref="CryptographicException">The bound has passed, and the settings say to fail.
    /// </exception>
    public bool Enter<TFunction>(
        ForkWitness<TFunction> witness, byte* memory, out ulong mark, bool mayWait = true)
        where TFunction : struct, IVdsoFunction
    {
        NoteLoss(memory);
        if (_forks.IsKnown(out mark))
        {
            witness.Adopt(memory, mark);
            return true;
        }

        long startMs = _kernel.ReadMs();
        ForkEnd end = _forks.Enter(_kernel, witness, memory, mayWait, out mark);
        Activity.WaitedForMachineFork(_kernel.ReadMs() - startMs);
        if (end == ForkEnd.AtBound
            || (end == ForkEnd.Refused && Interlocked.Exchange(ref _lastRefused, mark) != mark))
        {
            _hasReachedBound = true;
            Activity.ReachedBound();
        }

        if (end is ForkEnd.AtBound or ForkEnd.Reseeded)
        {
            Activity.PassedMachineFork();
        }

        return end == ForkEnd.Refused
            ? throw new CryptographicException(ForkTexts.DescribeRefusal(_settings))
            : end != ForkEnd.WouldWait;
    }

    /// <summary>Waits, for callers without a state of the kernel's function.</summary>
    public bool Enter(out ulong mark, bool mayWait = true) =>
        Enter(default(ForkWitness<NoFunction>), null, out mark, mayWait);

    /// <inheritdoc cref="MachineForks.Accepts"/>
    public bool Accepts(ulong mark, ref int rounds) => _forks.Accepts(mark, ref rounds);

    /// <summary>Counts a page that the kernel dropped, before the page gets a new mark.</summary>
    private static void NoteLoss(byte* memory)
    {
        if (memory != null
            && ThreadStates.HasBatch
            && DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) == 0)
        {
            ThreadStates.HasBatch = false;
            Activity.FoundPageDropped();
        }
    }

    // Never called, because its caller has no memory.
    private readonly struct NoFunction : IVdsoFunction
    {
        public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
            -Errno.ENOSYS;
    }
}
