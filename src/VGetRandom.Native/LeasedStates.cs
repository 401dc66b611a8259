using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Generator;

namespace VGetRandom.Native;

/// <summary>Leases a state to each thread, from the thread's first request to its end.</summary>
/// <remarks>
/// This works in signal handlers, and a process can fork at any moment, because the class has no
/// lock, allocates only by mmap(2), and makes each change by one atomic instruction. After fork(2)
/// the child has the same table. The states of the parent's other threads stay taken in the child,
/// which costs only addresses. If a thread was taking a state at the fork, that state is either
/// free or taken in the child.
/// </remarks>
// SAFETY: states are Stride bytes in arrays that are never unmapped, one thread each; chunk indexes
// are below MaxChunks, and a static struct without references does not move.
internal static unsafe class LeasedStates
{
    // One bit of a 64-bit number for each state of a chunk: set while the state is free.
    private const int StatesPerChunk = 64;
    private const int MaxChunks = 4096;

    // The C library keeps this many values in the thread itself. For more it allocates memory,
    // which a signal handler must not do.
    private const uint MaxKeys = 32;

    // The value in the slot of an ending thread, which must not take a state again.
    private const nint Ending = 1;

    // After the kernel has refused memory, requests make the system call. To ask for memory at each
    // of them would cost more than that call. Never to ask again would make a passing shortage
    // permanent.
    private const int RequestsPerQuestion = 64;

    private static uint s_keyPlusOne;
    private static uint s_takingKey;
    private static int s_chunkCount;
    private static int s_requestsWithoutMemory;
#pragma warning disable CS0649, IDE0044 // Written through its address.
    private static Chunks s_chunks;
#pragma warning restore CS0649, IDE0044

    /// <summary>Whether threads can have states at all.</summary>
    public static bool IsReady => s_keyPlusOne != 0;

    /// <summary>Whether there was no memory for the last state that a thread wanted.</summary>
    public static bool IsShort => Volatile.Read(ref s_requestsWithoutMemory) != 0;

    /// <summary>Reserves a slot in every thread for its state, and a chunk of states.</summary>
    public static void Start()
    {
        uint key, taking;
        if (RawLibc.CreateKey(&key, &Release) == 0
            && key < MaxKeys
            && RawLibc.CreateKey(&taking, null) == 0
            && taking < MaxKeys)
        {
            // Map memory now, because by its first request the program may have forbidden mmap(2).
            s_takingKey = taking;
            _ = TryGrow();

            // Set this last, because a thread that reads the key uses everything set before it.
            Volatile.Write(ref s_keyPlusOne, key + 1);
        }
    }

    /// <summary>The calling thread's state, or 0 while it cannot have one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Lease()
    {
        uint keyPlusOne = Volatile.Read(ref s_keyPlusOne);
        if (keyPlusOne == 0)
        {
            return 0;
        }

        nint state = RawLibc.GetSpecific(keyPlusOne - 1);
        return state > Ending ? state : state == Ending ? 0 : LeaseSlowly();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint LeaseSlowly()
    {
        if (!IsTimeToAsk() || !TryStopHandlers())
        {
            return 0;
        }

        // A handler may have taken a state for this thread before we stopped handlers.
        nint state = RawLibc.GetSpecific(s_keyPlusOne - 1);
        if (state == 0)
        {
            state = Take();
            if (state != 0 && RawLibc.SetSpecific(s_keyPlusOne - 1, state) != 0)
            {
                Free(state);
                state = 0;
            }
        }

        _ = RawLibc.SetSpecific(s_takingKey, 0);
        return state > Ending ? state : 0;
    }

    /// <summary>Keeps a handler that draws on this thread from taking a second state.</summary>
    /// <returns>False in such a handler.</returns>
    /// <remarks>To block signals would take a system call, which a sandbox can forbid. If a handler
    /// comes after the slot was read and before it is set, the handler ends before the slot is set,
    /// and leaves the slot empty.</remarks>
    private static bool TryStopHandlers() =>
        RawLibc.GetSpecific(s_takingKey) == 0 && RawLibc.SetSpecific(s_takingKey, 1) == 0;

    /// <summary>The C library calls this when a thread ends.</summary>
    private static void Release(nint state)
    {
        // The C library emptied the slot before it called this. If a handler has drawn since then,
        // the thread has a second state, which we free below. From here on no handler and no other
        // destructor may take a state: we would get that state back only if the C library ran the
        // destructors again.
        _ = TryStopHandlers();
        nint later = RawLibc.GetSpecific(s_keyPlusOne - 1);
        _ = RawLibc.SetSpecific(s_keyPlusOne - 1, Ending);
        _ = RawLibc.SetSpecific(s_takingKey, 0);
        Free(state);
        Free(later);
    }

    /// <summary>Takes a free state, from a new chunk if necessary.</summary>
    /// <returns>The state, or 0 if there is no memory for one.</returns>
    private static nint Take()
    {
        // Read this first. If another thread finds no memory while this thread finds a state, the
        // shortage is not over, and the exchange below must fail.
        int shortage = Volatile.Read(ref s_requestsWithoutMemory);
        do
        {
            int count = Volatile.Read(ref s_chunkCount);
            for (int i = 0; i < count; i++)
            {
                nint state = TakeFrom(ref ChunkAt(i));
                if (state != 0)
                {
                    _ = Interlocked.CompareExchange(ref s_requestsWithoutMemory, 0, shortage);
                    return state;
                }
            }
        }
        while (TryGrow());
        return 0;
    }

    private static nint TakeFrom(ref Chunk chunk)
    {
        ulong free = Volatile.Read(ref chunk.Free);
        while (free != 0)
        {
            ulong seen = Interlocked.CompareExchange(ref chunk.Free, free & (free - 1), free);
            if (seen == free)
            {
                nint state =
                    chunk.States + (BitOperations.TrailingZeroCount(free) * NativeVdso.Stride);
                StateTable.Add(state);
                return state;
            }

            free = seen;
        }

        return 0;
    }

    /// <summary>Adds a chunk of states, unless another thread is quicker.</summary>
    /// <returns>Whether it is worth looking for a free state again.</returns>
    private static bool TryGrow()
    {
        int count = Volatile.Read(ref s_chunkCount);
        if (count == MaxChunks)
        {
            return false;
        }

        nint states = StateArray.Map(StatesPerChunk, out uint mapped);
        if (states <= 0)
        {
            Volatile.Write(ref s_requestsWithoutMemory, 1);
            return false;
        }

        ref Chunk chunk = ref ChunkAt(count);
        if (Interlocked.CompareExchange(ref chunk.States, states, 0) == 0)
        {
            // The mapped pages may hold more states than the number has bits. The rest is unused.
            Volatile.Write(ref chunk.Free, ulong.MaxValue);
        }
        else
        {
            // Another thread was quicker. We count its chunk, because that thread may have stopped
            // before it did so. In the child of a fork it may not even exist.
            _ = default(NativeKernel).Unmap(states, (nuint)mapped * (nuint)NativeVdso.Stride);
        }

        _ = Interlocked.CompareExchange(ref s_chunkCount, count + 1, count);
        return true;
    }

    private static void Free(nint state)
    {
        if (state <= Ending || !StateTable.TryFind(state, out RequestMark mark))
        {
            return;
        }

        // Clear in pieces: to clear more at once, the base library needs a runtime, and this
        // library has none.
        // SAFETY: the state is Stride bytes, a multiple of PieceBytes, and no thread uses it any
        // more.
        const int PieceBytes = 256;
        for (int done = 0; done < NativeVdso.Stride; done += PieceBytes)
        {
            NativeMemory.Clear((void*)(state + done), PieceBytes);
        }

        // A thread that was cancelled within a request leaves its request mark set.
        mark.Clear<DirectAccess>();
        int count = Volatile.Read(ref s_chunkCount);
        for (int i = 0; i < count; i++)
        {
            ref Chunk chunk = ref ChunkAt(i);
            nint index = (state - chunk.States) / NativeVdso.Stride;
            if (state >= chunk.States && index < StatesPerChunk)
            {
                _ = Interlocked.Or(ref chunk.Free, 1UL << (int)index);
                return;
            }
        }
    }

    /// <summary>Whether it is worth asking for a state now.</summary>
    private static bool IsTimeToAsk()
    {
        // During a shortage, count the requests of all threads that have no state. A clock would
        // not do, because reading it can be a system call.
        int seen = Volatile.Read(ref s_requestsWithoutMemory);
        return seen == 0
            || (Interlocked.CompareExchange(ref s_requestsWithoutMemory, seen + 1, seen) == seen
                && seen % RequestsPerQuestion == 0);
    }

    private static ref Chunk ChunkAt(int index) =>
        ref ((Chunk*)Unsafe.AsPointer(ref s_chunks))[index];

    private struct Chunk
    {
        public nint States;
        public ulong Free;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16 * MaxChunks)]
    private struct Chunks
    {
        private readonly Chunk _first;
    }
}
