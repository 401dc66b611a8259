using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.ChaCha20;
using VGetRandom.Diagnostics;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Managed;

/// <summary>Runs the kernel's algorithm in this process, with the kernel's RNG info.</summary>
/// <remarks>
/// <para>
/// The kernel's place for its generation was proved at the start, but the kernel never promised it.
/// So with every new batch the kernel's own function must show that it uses the same generation. If
/// it does not, the vdso backend serves this process from then on.
/// </para>
/// <para>
/// Taking a number from the batch sets no request mark. It needs none: managed code runs in no
/// signal handler, and nothing in between lets other managed code run on the thread. A process has
/// at most one of these backends, because each thread has one memory.
/// </para>
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer; the pool keeps GeneratorMemory.Bytes at
// each address for the life of the process.
internal sealed unsafe class ManagedBackend<TKernel, TFunction, TRngInfo> : IRandomBackend
    where TKernel : struct, IKernel
    where TFunction : struct, IVdsoFunction
    where TRngInfo : struct, IRngInfo
{
    private readonly Generator<PublishedWitness<TKernel, TRngInfo>> _generator;
    private readonly CrossCheck<TFunction, TRngInfo> _crossCheck;
    private readonly VdsoBackend<TKernel, TFunction> _vdso;
    private readonly StatePool<TKernel> _states;
    private readonly nint _memoryOffset;
    private readonly ForkGuard<TKernel> _forks;
    private readonly ForkWitness<TFunction> _forkWitness;
    private readonly string _why;

    private volatile bool _isDistrusted;
    private long _unclearChecks;
    private long _disagreements;

    /// <param name="witness">The RNG info that was found.</param>
    /// <param name="crossCheck">Compares that RNG info with the kernel's function.</param>
    /// <param name="vdso">Owns the states, and serves whatever this backend does not.</param>
    /// <param name="why">Why this backend was chosen: empty, or ending with a space.</param>
    public ManagedBackend(
        PublishedWitness<TKernel, TRngInfo> witness,
        CrossCheck<TFunction, TRngInfo> crossCheck,
        VdsoBackend<TKernel, TFunction> vdso,
        string why)
    {
        _generator = new(witness);
        _crossCheck = crossCheck;
        _states = vdso.States;
        _memoryOffset = _states.Geometry.MemoryOffset;
        _vdso = vdso;
        _forks = vdso.Forks;
        _forkWitness = vdso.ForkWitnessAt(crossCheck.GenerationOffset);
        _why = why;
    }

    public BackendInfo Info => new(
        BackendKind.Managed,
        $"{_why}The kernel's algorithm runs in this process, on the kernel's generation, whose "
        + "place was found by proof; each new batch is cross-checked with the kernel's function.",
        DescribeDistrust() ?? _states.Shortage ?? _vdso.Info.Fallback);

    public void Fill(byte* buffer, nuint length)
    {
        nint memory = ThreadStates.Memory;
        if (memory == 0 || !_generator.TryTake(buffer, length, (byte*)memory, 0))
        {
            FillSlowly(buffer, length);
        }
    }

    // The kernel's function serves requests with flags, because flags mean what the kernel says.
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        _vdso.GetRandom(buffer, length, flags);

    /// <summary>Asks the kernel's function whether it uses the RNG info that was found.</summary>
    /// <returns>Why this backend cannot be used, or null.</returns>
    internal Problem? FindDoubt()
    {
        if (!_crossCheck.IsPossible)
        {
            return new Problem(
                "the kernel's states have no room for a position behind the generation.");
        }

        if (!ExpansionReadiness.IsWorthwhile)
        {
            return new Problem("without vector registers the kernel's function is quicker.");
        }

        return LeaseMemory() != 0
            ? _crossCheck.Compare((byte*)_vdso.LeaseState()) switch
            {
                CrossCheckResult.Agrees => null,
                var result => new Problem(
                    $"the cross-check with the kernel's function {Describe(result)}."),
            }
            : new Problem(_states.Shortage ?? "the kernel's generator is not ready.");
    }

    private static string Describe(CrossCheckResult result) =>
        result == CrossCheckResult.Disagrees ? "disagreed" : "stayed unclear";

    // Out of line, or the JIT would copy all of it to every place that draws a number.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillSlowly(byte* buffer, nuint length)
    {
        nint memory = _isDistrusted ? 0 : LeaseMemory();
        if (memory == 0)
        {
            // If the vdso backend has no state either, it reports the reason itself.
            if (_isDistrusted || _vdso.ThreadState != 0)
            {
                Activity.FellBack(
                    _isDistrusted ? FallbackReason.Distrusted : FallbackReason.NoMemory);
            }

            _vdso.FillSlowly(buffer, length);
            return;
        }

        int rounds = 0;
        ulong mark;
        do
        {
            _ = _forks.Enter(_forkWitness, (byte*)memory, out mark);
            RequestPieces.Fill(new PieceSource(this, (byte*)memory, mark), buffer, length);
        }
        while (!_forks.Accepts(mark, ref rounds));
    }

    private bool TryServe(byte* buffer, nuint length, byte* memory, ulong mark)
    {
        // What the page noted before tells a refill from a reseed; 0 means a new or dropped page.
        ulong* noted = GeneratorMemory.Generation(memory);
        ulong before = DirectAccess.ReadUInt64(noted);
        if (!IsConfirmed() || !_generator.TryServe(buffer, length, memory, 0, mark))
        {
            return false;
        }

        // Another thread may have found the disagreement and dropped all states before this one was
        // filled. Both sides write first and look then, so one of them sees the other.
        Interlocked.MemoryBarrier();
        if (_isDistrusted)
        {
            NativeMemory.Clear(memory, (nuint)GeneratorMemory.Bytes);
            return false;
        }

        Activity.MadeBatch(
            before == 0 && ThreadStates.HasBatch, before != DirectAccess.ReadUInt64(noted));
        ThreadStates.HasBatch = true;
        return true;
    }

    /// <summary>Asks the kernel's function before every new batch and every new key.</summary>
    private bool IsConfirmed()
    {
        // If another backend took the thread's companion, the next request leases one again.
        nint companion = _vdso.LeaseState();
        if (_isDistrusted || companion == 0 || !_vdso.Expansion.IsReadyForBatch)
        {
            Activity.FellBack(
                _isDistrusted ? FallbackReason.Distrusted
                : companion == 0 ? FallbackReason.NoMemory
                : FallbackReason.NotExpanding);
            return false;
        }

        switch (_crossCheck.Compare((byte*)companion))
        {
            case CrossCheckResult.Agrees:
                return true;
            case CrossCheckResult.Disagrees:
                // For good: waiting does not make a wrong place right. First stop new batches, then
                // drop all existing ones. Their threads see a dropped page, which may happen at any
                // time.
                _isDistrusted = true;
                _states.Drop();
                _ = Interlocked.Increment(ref _disagreements);
                Activity.Mismatched();
                Activity.FellBack(FallbackReason.Distrusted);
                return false;
            default:
                _ = Interlocked.Increment(ref _unclearChecks);
                Activity.FellBack(FallbackReason.Unclear);
                return false;
        }
    }

    /// <summary>The calling thread's memory, or 0 while it cannot have any.</summary>
    private nint LeaseMemory()
    {
        // A thread gets a state only once the generator is ready, so fetching a key cannot block.
        if (ThreadStates.Memory == 0 && _vdso.LeaseState() is not 0 and var state)
        {
            ThreadStates.Memory = state + _memoryOffset;
        }

        return ThreadStates.Memory;
    }

    private string? DescribeDistrust()
    {
        if (_isDistrusted)
        {
            return "The kernel's function does not go by the generation that was found (seen "
                + $"{Interlocked.Read(ref _disagreements)} times): the vdso backend serves.";
        }

        long unclear = Interlocked.Read(ref _unclearChecks);
        return unclear == 0
            ? null
            : $"Cross-checks that stayed unclear, so that the vdso backend served: {unclear}.";
    }

    /// <summary>Gives the pieces of the calling thread's requests.</summary>
    private readonly struct PieceSource(
        ManagedBackend<TKernel, TFunction, TRngInfo> backend, byte* memory, ulong mark)
        : IPieceSource
    {
        public int MaxWithoutKey => Crossover.FromBatchBytes;

        public ExpansionReadiness Expansion => backend._vdso.Expansion;

        public byte* FindMemory() => memory;

        public bool TryGetKey(byte* key) => TryTake(key, ChaCha20Blocks.KeyBytes);

        public void FillWithoutKey(byte* buffer, nuint length)
        {
            if (length > (nuint)MaxWithoutKey || !TryTake(buffer, length))
            {
                // Both backends share one memory, and the function is no witness for this batch.
                backend._vdso.FillSlowly(buffer, length);
            }
        }

        private bool TryTake(byte* buffer, nuint length) =>
            backend._generator.TryTake(buffer, length, memory, 0)
            || backend.TryServe(buffer, length, memory, mark);
    }
}
