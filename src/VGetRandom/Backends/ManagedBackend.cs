using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Diagnostics;
using VGetRandom.GetRandom;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Backends;

/// <summary>The kernel's algorithm in this process, on the kernel's RNG info.</summary>
/// <remarks>
/// Where the kernel publishes its generation was proved at the start, but never promised. So with
/// every new batch the kernel's own function must show that it goes by the same generation. If it
/// does not, the vdso backend serves this process from then on.
/// <para>
/// The shortest way, a number from the batch, sets no mark that a request is under way. It needs
/// none: managed code runs in no signal handler, and nothing in between lets other managed code
/// run on the thread.
/// </para>
/// <para>
/// A process has at most one of these, because its threads have one wide state each.
/// </para>
/// </remarks>
// SAFETY: buffers come from the caller, who vouches for length bytes; states from the pools, which
// keep StateSize bytes at each address for the life of the process.
internal sealed unsafe class ManagedBackend<TKernel, TFunction, TRngInfo> : IRandomBackend
    where TKernel : struct, IKernel
    where TFunction : struct, IVdsoFunction
    where TRngInfo : struct, IRngInfo
{
    // Above this, a fresh key and its expansion are quicker than new batches. Measured; see
    // docs/BENCHMARKS.md.
    private const int MaxDirectBytes = 384;

    private readonly Algorithm<TKernel, TRngInfo, WideLayout, DirectAccess> _algorithm;
    private readonly CrossCheck<TFunction, TRngInfo> _crossCheck;
    private readonly VdsoBackend<TKernel, TFunction> _vdso;
    private readonly StatePool<TKernel> _states;
    private readonly string _why;

    private volatile bool _isDistrusted;
    private long _unclearChecks;
    private long _disagreements;

    /// <param name="algorithm">The algorithm, on the RNG info that was found.</param>
    /// <param name="crossCheck">Compares that RNG info with the kernel's function.</param>
    /// <param name="states">States in the wide layout.</param>
    /// <param name="vdso">Serves whatever this backend does not.</param>
    /// <param name="why">Why this backend was chosen: empty, or ending with a space.</param>
    public ManagedBackend(
        Algorithm<TKernel, TRngInfo, WideLayout, DirectAccess> algorithm,
        CrossCheck<TFunction, TRngInfo> crossCheck,
        StatePool<TKernel> states,
        VdsoBackend<TKernel, TFunction> vdso,
        string why)
    {
        _algorithm = algorithm;
        _crossCheck = crossCheck;
        _states = states;
        _vdso = vdso;
        _why = why;
    }

    public BackendInfo Info => new(
        BackendKind.Managed,
        $"{_why}The kernel's algorithm runs in this process, on the kernel's generation, whose "
        + "place was found by proof; each new batch is cross-checked with the kernel's function.",
        DescribeDistrust() ?? _states.Shortage ?? _vdso.Info.Fallback);

    public void Fill(byte* buffer, nuint length)
    {
        nint state = ThreadStates.Wide;
        if (state == 0 || !_algorithm.TryTake(buffer, length, (byte*)state))
        {
            FillSlowly(buffer, length);
        }
    }

    // One request with flags, as the kernel means them, is the kernel's function's.
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        _vdso.GetRandom(buffer, length, flags);

    /// <summary>Asks the kernel's function whether it goes by the RNG info found.</summary>
    /// <returns>Null, or why this backend cannot be used.</returns>
    internal string? FindDoubt()
    {
        if (!_crossCheck.IsPossible)
        {
            return "the kernel's states have no room for a position behind the generation.";
        }

        if (!ExpansionReadiness.IsWorthwhile)
        {
            return "without vector registers the kernel's function is quicker.";
        }

        return StateOfThread() != 0
            ? _crossCheck.Compare((byte*)_vdso.StateOfThread()) switch
            {
                CrossCheckResult.Agrees => null,
                var result => $"the cross-check with the kernel's function {Describe(result)}.",
            }
            : _states.Shortage ?? "the kernel's generator is not ready.";
    }

    private static string Describe(CrossCheckResult result) =>
        result == CrossCheckResult.Disagrees ? "disagreed" : "stayed unclear";

    // Kept out of the way: the JIT would copy all of it to wherever a number is drawn.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillSlowly(byte* buffer, nuint length)
    {
        nint state = _isDistrusted ? 0 : StateOfThread();
        if (state == 0)
        {
            // Where the vdso backend has no state either, it tells the reason itself.
            if (_isDistrusted || _vdso.ThreadState != 0)
            {
                Activity.FellBack(
                    _isDistrusted ? FallbackReason.Distrusted : FallbackReason.NoMemory);
            }

            _vdso.Fill(buffer, length);
        }
        else if (length <= MaxDirectBytes)
        {
            if (!TryFillDirectly(buffer, length, (byte*)state))
            {
                _vdso.Fill(buffer, length);
            }
        }
        else
        {
            Expand(buffer, length, (byte*)state);
        }
    }

    private void Expand(byte* buffer, nuint length, byte* state)
    {
        var keys = new KeySource(this, state);
        byte* memory = state + _states.Geometry.ExpansionOffset;
        while (length > 0)
        {
            int chunk = (int)Math.Min(length, KeyExpansion.MaxChunkBytes);
            if (!KeyExpansion.TryFill<DirectAccess, KeySource>(keys, buffer, chunk, memory))
            {
                _vdso.Fill(buffer, (nuint)chunk);
            }

            buffer += chunk;
            length -= (nuint)chunk;
        }
    }

    private bool TryFillDirectly(byte* buffer, nuint length, byte* state) =>
        _algorithm.TryTake(buffer, length, state)
        || (IsConfirmed() && TryServe(buffer, length, state));

    private bool TryServe(byte* buffer, nuint length, byte* state)
    {
        // What is to be done is told by what the state notes: nothing, if it is new or was dropped.
        ref ulong noted = ref *(ulong*)(state + WideLayout.GenerationOffset);
        ulong before = Volatile.Read(ref noted);
        if (!_algorithm.TryServe(buffer, length, state))
        {
            return false;
        }

        // Another thread may have found the disagreement, and dropped all states, before this one
        // was filled. Written first and looked at then, on both sides: one of the two sees the
        // other.
        Interlocked.MemoryBarrier();
        if (_isDistrusted)
        {
            NativeMemory.Clear(state, (nuint)WideLayout.StateBytes);
            return false;
        }

        Count(before, Volatile.Read(ref noted));
        return true;
    }

    private static void Count(ulong before, ulong after)
    {
        if (before == 0 && ThreadStates.WideIsFilled)
        {
            Activity.FoundPageDropped();
        }

        ThreadStates.WideIsFilled = true;
        if (before == after)
        {
            Activity.Refilled();
        }
        else
        {
            Activity.Reseeded();
        }
    }

    /// <summary>Asks the kernel's function, before every new batch and every new key.</summary>
    private bool IsConfirmed()
    {
        // A companion that was lost to another backend comes back with the next request.
        nint companion = _vdso.StateOfThread();
        if (_isDistrusted || companion == 0 || !ExpansionReadiness.OfThisProcess.IsReady)
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
                // For good: what is wrong about a place will not become right by waiting. First
                // no new batches, then away with all there are: to their threads that is a
                // dropped page, which may come at any time.
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

    /// <summary>The calling thread's wide state, or 0 while it cannot have one.</summary>
    private nint StateOfThread()
    {
        if (ThreadStates.Wide is var own and not 0)
        {
            return own;
        }

        // The companion first: without it nothing can be confirmed. And who has one knows the
        // generator to be ready, so that fetching a key cannot block.
        nint state = _vdso.StateOfThread() == 0 ? 0 : _states.TryLease(Thread.CurrentThread);
        if (state != 0)
        {
            ThreadStates.Wide = state;
        }

        return state;
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

    /// <summary>Fresh keys from the calling thread's state.</summary>
    private readonly struct KeySource(
        ManagedBackend<TKernel, TFunction, TRngInfo> backend, byte* state) : IKeySource
    {
        public bool TryGetKey(byte* key) =>
            backend.TryFillDirectly(key, ChaCha20.ChaCha20Blocks.KeyBytes, state);
    }
}
