using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Diagnostics;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Backends;

/// <summary>Serves from a batch for each thread, for which the kernel's vDSO function vouches at
/// every request.</summary>
/// <remarks>
/// <para>
/// Each request asks the function for one byte on the thread's own state (see
/// <see cref="FunctionWitness{T}"/>). If the function cannot be a witness, it serves small requests
/// itself and gives the keys of large ones. If it does not return exactly what was requested, the
/// system call serves.
/// </para>
/// <para>
/// No second mark outside the state is needed, because no signal handler can re-enter: the garbage
/// collector waits during the call, and the runtime does not let managed code run on such a thread.
/// </para>
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer; the pool keeps a state and its generator's
// memory at each address for the life of the process.
internal sealed unsafe class VdsoBackend<TKernel, TFunction> : IRandomBackend
    where TKernel : struct, IKernel
    where TFunction : struct, IVdsoFunction
{
    private const long NeverRefused = long.MinValue;

    private readonly TFunction _function;
    private readonly StatePool<TKernel> _states;
    private readonly nint _poolNumber;
    private readonly nuint _stateBytes;
    private readonly nint _memoryOffset;
    private readonly SyscallBackend<TKernel> _syscall;
    private readonly ForkGuard<TKernel> _forks;
    private readonly ulong* _forkCounter;
    private readonly bool _mayVouch;
    private readonly string _why;
    private long _lastRefusal = NeverRefused;
    private WitnessSchedule _schedule;

    /// <param name="function">The kernel's function.</param>
    /// <param name="states">States for it.</param>
    /// <param name="syscall">Serves if the function does not.</param>
    /// <param name="why">Why this backend was chosen: empty, or ending with a space.</param>
    /// <param name="isWitness">Whether the function may be a witness, or must serve all requests
    /// itself.</param>
    public VdsoBackend(
        TFunction function,
        StatePool<TKernel> states,
        SyscallBackend<TKernel> syscall,
        string why,
        bool isWitness = true)
    {
        _function = function;
        _states = states;
        _poolNumber = states.Number;
        _stateBytes = (nuint)states.Geometry.StateSize;
        _memoryOffset = states.Geometry.MemoryOffset;
        _syscall = syscall;
        _forks = syscall.Forks;
        _forkCounter = _forks.Counter;
        _mayVouch = isWitness;
        _why = why;
    }

    // Built only on demand: formatting a number for the first time costs a process more than the
    // rest of its first request.
    public BackendInfo Info => new(
        BackendKind.Vdso,
        $"{_why}{Describe()}",
        _states.Shortage ?? _syscall.Refusal ?? DescribeRefusal());

    internal StatePool<TKernel> States => _states;

    internal ExpansionReadiness Expansion => _syscall.Expansion;

    internal ForkGuard<TKernel> Forks => _forks;

    /// <summary>The calling thread's state, or 0 before it has one.</summary>
    internal nint ThreadState =>
        ThreadStates.OpaquePool == _poolNumber ? ThreadStates.Opaque : 0;

    private FunctionWitness<TFunction> Witness =>
        new(_function, _stateBytes, _memoryOffset, _schedule.Place, _forkCounter);

    private ForkWitness<TFunction> ForkWitness =>
        ForkWitnessAt(_schedule.Place.GenerationOffset);

    private Generator<FunctionWitness<TFunction>> Generator => new(Witness);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(byte* buffer, nuint length)
    {
        // A thread gets a state only once the generator is ready, so the function cannot block.
        if (ThreadStates.OpaquePool != _poolNumber
            || !Generator.TryTake(
                buffer, length, (byte*)ThreadStates.Opaque + _memoryOffset, 0))
        {
            FillSlowly(buffer, length);
        }
    }

    public nint GetRandom(byte* buffer, nuint length, uint flags)
    {
        // A caller that accepts bytes of any quality does not wait for a fork, so no batch may be
        // made.
        if (length > GetRandomAbi.MaxQuickBytes
            || (flags & GetRandomAbi.GRND_INSECURE) != 0
            || LeaseState() is not (not 0 and var state))
        {
            return _syscall.GetRandom(buffer, length, flags);
        }

        byte* memory = (byte*)state + _memoryOffset;
        bool mayWait = (flags & GetRandomAbi.GRND_NONBLOCK) == 0;
        int rounds = 0;
        ulong mark;
        do
        {
            if (!_forks.Enter(ForkWitness, memory, out mark, mayWait))
            {
                return -Errno.EAGAIN;
            }

            if (!TryGetRandom(buffer, length, memory, flags, mark))
            {
                return _syscall.GetRandom(buffer, length, flags);
            }
        }
        while (!_forks.Accepts(mark, ref rounds));
        return (nint)length;
    }

    /// <summary>The calling thread's state, or 0 while it cannot have one.</summary>
    internal nint LeaseState() => _states.LeaseToThread(
        ref ThreadStates.Opaque, ref ThreadStates.OpaquePool, _syscall);

    /// <summary>Fills; does not look at the batch if the function is no witness.</summary>
    // Out of line, or the JIT would copy all of it to every place that draws a number.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void FillSlowly(byte* buffer, nuint length)
    {
        nint state = LeaseState();
        if (state == 0)
        {
            Activity.FellBack(_syscall.Shortcoming);
            _syscall.Fill(buffer, length);
            return;
        }

        byte* memory = (byte*)state + _memoryOffset;
        int rounds = 0;
        ulong mark;
        do
        {
            _ = _forks.Enter(ForkWitness, memory, out mark);
            RequestPieces.Fill(
                new PieceSource(this, memory, mark, IsGenerating(memory)), buffer, length);
        }
        while (!_forks.Accepts(mark, ref rounds));
    }

    /// <summary>The function as a witness of the reseed after a fork.</summary>
    internal ForkWitness<TFunction> ForkWitnessAt(int generationOffset) =>
        new(_function, _stateBytes, _memoryOffset, generationOffset);

    private bool TryGetRandom(
        byte* buffer, nuint length, byte* memory, uint flags, ulong mark) =>
        (IsGenerating(memory)
            && length <= Crossover.FromBatchBytes
            && (Generator.TryTake(buffer, length, memory, flags)
                || TryServe(buffer, length, memory, flags, mark)))
        || TryInvoke(buffer, length, memory, flags);

    /// <summary>Whether there may be a batch on this memory.</summary>
    private bool IsGenerating(byte* memory)
    {
        if (!_mayVouch || !_syscall.Expansion.IsReadyForBatch)
        {
            return false;
        }

        if (!_schedule.IsFound && _schedule.TryBegin())
        {
            WitnessVerdict verdict = new WitnessSearch<TFunction>(
                _function, memory - _memoryOffset, _states.Geometry.StateSize, memory)
                .Find(out WitnessPlace place);
            _schedule.End(verdict, place);
        }

        return _schedule.IsFound;
    }

    private bool TryServe(byte* buffer, nuint length, byte* memory, uint flags, ulong mark)
    {
        bool isDropped = DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) == 0
            && ThreadStates.HasBatch;
        if (!Generator.TryServe(buffer, length, memory, flags, mark))
        {
            return false;
        }

        Activity.MadeBatch(isDropped, isReseed: false);
        ThreadStates.HasBatch = true;
        return true;
    }

    /// <summary>Lets the function serve by itself. A short count or an error does not count as
    /// served.</summary>
    /// <remarks>A garbage collection waits while the function runs, hence the limit.</remarks>
    private bool TryInvoke(byte* buffer, nuint length, byte* memory, uint flags)
    {
        if (length > GetRandomAbi.MaxQuickBytes)
        {
            return false;
        }

        nint result = Witness.Invoke(buffer, length, flags, memory);
        if (result == (nint)length)
        {
            return true;
        }

        _lastRefusal = result;
        return false;
    }

    private string Describe() =>
        !ExpansionReadiness.IsWorthwhile
            ? $"Requests of at most {Crossover.FromFunctionBytes} bytes go to the kernel's "
                + "function in its vDSO, and larger ones to the system call."
        : !_mayVouch || _schedule.Verdict != WitnessVerdict.Found
            ? $"Requests of at most {Crossover.FromFunctionBytes} bytes go to the kernel's "
                + "function in its vDSO, and larger ones are expanded from its keys, without a "
                + "system call."
                + (_mayVouch ? $" {WitnessVerdicts.Describe(_schedule.Verdict)}" : "")
        : $"The kernel's function in its vDSO vouches at each request for a batch that was made "
            + $"from its key; requests of more than {Crossover.FromBatchBytes} bytes are expanded "
            + "from a key of that batch.";

    private string? DescribeRefusal() => Volatile.Read(ref _lastRefusal) switch
    {
        NeverRefused => null,
        < 0 and var error => "The kernel's function failed with "
            + $"{Errno.Describe((int)-error)}, and the system call served instead.",
        _ => "The kernel's function did not serve a whole request, and the system call did "
            + "instead.",
    };

    /// <summary>Gives the pieces of a thread's requests, once it has a state.</summary>
    private readonly struct PieceSource(
        VdsoBackend<TKernel, TFunction> backend, byte* memory, ulong mark, bool isGenerating)
        : IPieceSource
    {
        public int MaxWithoutKey =>
            isGenerating ? Crossover.FromBatchBytes : Crossover.FromFunctionBytes;

        public ExpansionReadiness Expansion => backend._syscall.Expansion;

        public byte* FindMemory() => memory;

        public bool TryGetKey(byte* key) =>
            TryTake(key, ChaCha20Blocks.KeyBytes)
            || backend.TryInvoke(key, ChaCha20Blocks.KeyBytes, memory, 0);

        public void FillWithoutKey(byte* buffer, nuint length)
        {
            if (length <= (nuint)MaxWithoutKey)
            {
                if (TryTake(buffer, length) || backend.TryInvoke(buffer, length, memory, 0))
                {
                    return;
                }

                Activity.FellBack(FallbackReason.FunctionRefused);
            }

            backend._syscall.Fill(buffer, length);
        }

        private bool TryTake(byte* buffer, nuint length) =>
            isGenerating
            && (backend.Generator.TryTake(buffer, length, memory, 0)
                || backend.TryServe(buffer, length, memory, 0, mark));
    }
}
