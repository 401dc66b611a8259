using System.Runtime.InteropServices;
using VGetRandom.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.States;

/// <summary>Knows whether the kernel's generator is ready.</summary>
internal interface IReadiness
{
    /// <summary>Whether the generator is known to be ready; if not, asks the kernel without
    /// waiting.</summary>
    bool IsReady();
}

/// <summary>Leases opaque states, one to each thread, from chunks of droppable memory.</summary>
/// <remarks>
/// Thread-safe. When the free list is empty, the pool takes back the states of ended threads before
/// it asks for memory. So it never has more states than threads ever lived at once, plus a chunk.
/// Chunks stay mapped while this library is loaded (<see cref="CollectibleMemory"/>).
/// </remarks>
internal sealed class StatePool<TKernel>
    where TKernel : struct, IKernel
{
    // After the kernel has refused memory, requests make the system call. To look for a state at
    // each of them would cost more than that call. Never to look again would make a passing
    // shortage permanent.
    private const long RetryAfterMs = 100;

    private readonly TKernel _kernel;
    private readonly StateMemory _memory;
    private readonly PatientLock _gate = new();
    private OpaqueState? _free;
    private OpaqueState? _leased;
    private int _capacity;
    private long _retryAtMs = long.MinValue;
    private volatile int _shortageErrno;

    public StatePool(TKernel kernel, StateMemory memory, int pageSize)
    {
        _kernel = kernel;
        _memory = memory;
        Geometry = new StateGeometry(memory.StateSize, memory.OwnBytes, pageSize);
        Number = PoolNumbers.Next();
    }

    public StateGeometry Geometry { get; }

    /// <summary>The pool's own number in this process, from 1.</summary>
    public nint Number { get; }

    /// <summary>Why there is no memory for more states at present, or null.</summary>
    public string? Shortage => _shortageErrno == 0
        ? null
        : $"There is no memory for {_memory.Purpose}: the kernel refuses it with "
            + $"{Errno.Describe(_shortageErrno)}.";

    /// <summary>The number of states, leased and free.</summary>
    public int Capacity
    {
        get
        {
            using (_gate.EnterScope())
            {
                return _capacity;
            }
        }
    }

    /// <summary>Makes a pool and maps its first chunk.</summary>
    /// <remarks>If memory is short, the pool is made all the same, and asks again later. Any other
    /// refusal means that this kernel does not give the memory that its own function asks for.
    /// </remarks>
    public static Attempt<StatePool<TKernel>> TryCreate(
        TKernel kernel, StateMemory memory, int pageSize)
    {
        int most = StateGeometry.MaxStateSize(memory.OwnBytes, pageSize);
        if (memory.StateSize > most)
        {
            return new Problem(
                $"a page of {pageSize} bytes has no room for a state of {memory.StateSize}, only "
                + $"for {most}.");
        }

        var pool = new StatePool<TKernel>(kernel, memory, pageSize);
        pool.Grow();
        return pool._shortageErrno is 0 or Errno.ENOMEM or Errno.EAGAIN
            ? pool
            : new Problem(pool.Shortage!);
    }

    /// <summary>The calling thread's state, or 0 while it cannot have one.</summary>
    /// <param name="state">Where the thread keeps the address of its state.</param>
    /// <param name="number">Where the thread keeps the number of the state's pool.</param>
    /// <param name="readiness">Tells whether the kernel's generator is ready.</param>
    public nint LeaseToThread(ref nint state, ref nint number, IReadiness readiness)
    {
        if (number == Number)
        {
            return state;
        }

        // Readiness comes before the state: a thread with a state calls the function while the
        // garbage collector waits, so that call must never block.
        nint leased = readiness.IsReady() ? TryLease(Thread.CurrentThread) : 0;
        if (leased != 0)
        {
            state = leased;
            number = Number;
        }

        return leased;
    }

    /// <summary>Leases an empty state to <paramref name="owner"/> until that thread ends.</summary>
    /// <returns>The state's address, or 0 while there is no memory for it.</returns>
    public nint TryLease(Thread owner)
    {
        using (_gate.EnterScope())
        {
            if (_free is null && Environment.TickCount64 >= _retryAtMs)
            {
                ReclaimFromEndedThreads();
                if (_free is null)
                {
                    Grow();
                }
            }

            if (_free is not { } state)
            {
                return 0;
            }

            // Set the owner first: in the leased list, a state without an owner looks abandoned.
            state.LeaseTo(owner);
            _free = state.Next;
            state.Next = _leased;
            _leased = state;
            _shortageErrno = 0;
            Activity.LeasedState();
            return state.Address;
        }
    }

    /// <summary>Empties all states at once, even while their threads use them.</summary>
    /// <remarks>To the threads it looks as if the kernel had dropped the pages, which it may do at
    /// any time.</remarks>
    public void Drop()
    {
        using (_gate.EnterScope())
        {
            Drop(_free);
            Drop(_leased);
        }
    }

    private void Drop(OpaqueState? list)
    {
        for (OpaqueState? state = list; state is not null; state = state.Next)
        {
            nint page = state.Address / Geometry.PageSize * Geometry.PageSize;

            // The kernel refuses this only if the memory is locked. Threads then use up the batches
            // that they have.
            _ = _kernel.Advise(page, (nuint)Geometry.PageSize, Libc.MADV_DONTNEED);
        }
    }

    private void ReclaimFromEndedThreads()
    {
        OpaqueState? state = _leased;
        _leased = null;
        while (state is not null)
        {
            OpaqueState? next = state.Next;
            if (state.IsAbandoned)
            {
                Clear(state);
                state.Next = _free;
                _free = state;
                Activity.ReclaimedState();
            }
            else
            {
                state.Next = _leased;
                _leased = state;
            }

            state = next;
        }
    }

    /// <summary>Empties a state, so that its next owner finds nothing of an old batch.</summary>
    private unsafe void Clear(OpaqueState state)
    {
        // SAFETY: Stride bytes at the state belong to it alone, its chunk stays mapped, and its
        // owner has ended.
        NativeMemory.Clear((void*)state.Address, (nuint)Geometry.Stride);
    }

    private void Grow()
    {
        nint chunk = _memory.Map(_kernel, (nuint)Geometry.PageSize);
        if (chunk <= 0)
        {
            _retryAtMs = Environment.TickCount64 + RetryAfterMs;
            _shortageErrno = chunk == 0 ? Errno.ENOMEM : (int)-chunk;
            return;
        }

        CollectibleMemory.Add(chunk, (nuint)Geometry.PageSize);
        _shortageErrno = 0;
        for (int i = Geometry.StatesPerChunk - 1; i >= 0; i--)
        {
            _free = new OpaqueState(chunk + (i * Geometry.Stride)) { Next = _free };
            _capacity++;
        }

        Activity.AddedStates(Geometry.StatesPerChunk);
    }
}
