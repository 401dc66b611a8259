using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Diagnostics;
using VGetRandom.GetRandom;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Backends;

/// <summary>The kernel's own vDSO function, on a state of the calling thread's own.</summary>
/// <remarks>
/// The function keeps every promise itself: it compares its state with the kernel's generation at
/// every request. What is left to do here is to give it a state that no other thread has, and to
/// make the system call whenever it does not return exactly what was asked for.
/// <para>
/// No second mark outside the state says that a request is under way, as callers that a signal
/// handler can re-enter need one: the call is made with the garbage collector waiting, and the
/// runtime does not let managed code run on such a thread.
/// </para>
/// </remarks>
// SAFETY: buffers come from the caller, who vouches for length bytes; states from the pool, which
// keeps StateSize bytes at each address for the life of the process.
internal sealed unsafe class VdsoBackend<TKernel, TFunction> : IRandomBackend
    where TKernel : struct, IKernel
    where TFunction : struct, IVdsoFunction
{
    // Above this a fresh key and our own ChaCha20 are quicker than the kernel's function, which
    // makes one block at a time. Measured; see docs/BENCHMARKS.md.
    private const int MaxDirectBytes = 112;
    private const long NeverRefused = long.MinValue;

    private readonly TFunction _function;
    private readonly nuint _stateSize;
    private readonly StatePool<TKernel> _states;
    private readonly nint _poolNumber;
    private readonly SyscallBackend<TKernel> _syscall;
    private readonly string _why;
    private long _lastRefusal = NeverRefused;

    public VdsoBackend(
        TFunction function,
        StatePool<TKernel> states,
        SyscallBackend<TKernel> syscall,
        string why)
    {
        _function = function;
        _stateSize = (nuint)states.Geometry.StateSize;
        _states = states;
        _poolNumber = states.Number;
        _syscall = syscall;
        _why = why;
    }

    // Put together when somebody asks: formatting a number for the first time costs a process more
    // than everything else its first request does.
    public BackendInfo Info => new(
        BackendKind.Vdso,
        $"{_why}Requests of at most {MaxDirectBytes} bytes go to the kernel's function in its "
        + (ExpansionReadiness.IsWorthwhile
            ? "vDSO, and larger ones are expanded from its keys, without a system call."
            : "vDSO, and larger ones to the system call."),
        _states.Shortage ?? _syscall.Refusal ?? DescribeRefusal());

    /// <summary>The calling thread's state, or 0 before it has one.</summary>
    internal nint ThreadState =>
        ThreadStates.OpaquePool == _poolNumber ? ThreadStates.Opaque : 0;

    public void Fill(byte* buffer, nuint length)
    {
        // A thread that has a state knows the generator to be ready, so the function cannot block.
        if (length > MaxDirectBytes || ThreadStates.OpaquePool != _poolNumber)
        {
            FillSlowly(buffer, length);
            return;
        }

        nint result = Invoke(buffer, length, 0, ThreadStates.Opaque);
        if (result != (nint)length)
        {
            FallBack(result, buffer, length);
        }
    }

    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        if (length <= Kernel.GetRandomAbi.MaxQuickBytes && StateOfThread() is not 0 and var state)
        {
            nint result = Invoke(buffer, length, flags, state);
            if (result == (nint)length)
            {
                return result;
            }

            _lastRefusal = result;
        }

        return _syscall.GetRandom(buffer, length, flags);
    }

    /// <summary>The calling thread's state, or 0 while it cannot have one.</summary>
    internal nint StateOfThread()
    {
        // Readiness comes before the state: with a state, a thread calls the function while the
        // garbage collector waits, which must never block.
        if (ThreadState is var own && (own != 0 || !_syscall.IsReady()))
        {
            return own;
        }

        nint state = _states.TryLease(Thread.CurrentThread);
        if (state != 0)
        {
            ThreadStates.Opaque = state;
            ThreadStates.OpaquePool = _poolNumber;
        }

        return state;
    }

    // Kept out of the way: the JIT would copy all of it to wherever a number is drawn.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FillSlowly(byte* buffer, nuint length)
    {
        nint state = StateOfThread();
        if (state == 0)
        {
            Activity.FellBack(_syscall.Shortcoming);
            _syscall.Fill(buffer, length);
            return;
        }

        if (length > MaxDirectBytes)
        {
            Expand(buffer, length, state);
            return;
        }

        nint result = Invoke(buffer, length, 0, state);
        if (result != (nint)length)
        {
            FallBack(result, buffer, length);
        }
    }

    private void Expand(byte* buffer, nuint length, nint state)
    {
        var keys = new KeySource(_function, (void*)state, _stateSize);
        byte* memory = (byte*)state + _states.Geometry.ExpansionOffset;
        while (length > 0)
        {
            int chunk = (int)Math.Min(length, KeyExpansion.MaxChunkBytes);

            // Asked for each chunk: a request of gigabytes is under way when the code gets ready.
            if (!ExpansionReadiness.OfThisProcess.IsReady)
            {
                Activity.FellBack(FallbackReason.NotExpanding);
                _syscall.FillDirectly(buffer, (nuint)chunk);
            }
            else if (!KeyExpansion.TryFill<DirectAccess, KeySource>(keys, buffer, chunk, memory))
            {
                _lastRefusal = 0;
                Activity.FellBack(FallbackReason.NoKey);
                _syscall.Fill(buffer, (nuint)chunk);
            }

            buffer += chunk;
            length -= (nuint)chunk;
        }
    }

    /// <summary>
    /// Makes the system call, because the function gave anything but the full length: a short
    /// count or an error is not an answer.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void FallBack(nint result, byte* buffer, nuint length)
    {
        _lastRefusal = result;
        Activity.FellBack(FallbackReason.FunctionRefused);
        _syscall.Fill(buffer, length);
    }

    private string? DescribeRefusal() => Volatile.Read(ref _lastRefusal) switch
    {
        NeverRefused => null,
        < 0 and var error => "The kernel's function failed with "
            + $"{Errno.Describe((int)-error)}, and the system call served instead.",
        _ => "The kernel's function did not serve a whole request, and the system call did "
            + "instead.",
    };

    private nint Invoke(byte* buffer, nuint length, uint flags, nint state) =>
        _function.Invoke(buffer, length, flags, (void*)state, _stateSize);

    /// <summary>Fresh keys from the kernel's function.</summary>
    private readonly struct KeySource(TFunction function, void* state, nuint stateSize)
        : IKeySource
    {
        public bool TryGetKey(byte* key) =>
            function.Invoke(key, ChaCha20Blocks.KeyBytes, 0, state, stateSize)
            == ChaCha20Blocks.KeyBytes;
    }
}
