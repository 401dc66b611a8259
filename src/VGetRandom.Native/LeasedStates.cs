using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Generator;

namespace VGetRandom.Native;

/// <summary>Leases a state to each thread, from its first request to its end.</summary>
/// <remarks>
/// Fit for signal handlers, and for forks at any moment: no lock, no allocation but mmap(2), and
/// each change is a single atomic one. A fork leaves the child the same table. States of threads
/// that the child does not have stay taken, which costs their addresses. A state that a thread was
/// just taking is either free or taken.
/// </remarks>
// SAFETY: states are Stride bytes in arrays that are never unmapped, one thread each; chunk indexes
// are below MaxChunks, and a static struct without references does not move.
internal static unsafe class LeasedStates
{
    // The bits of one number are a chunk's free states.
    private const int StatesPerChunk = 64;
    private const int MaxChunks = 4096;

    // The C library keeps this many values in the thread itself. For more it allocates memory,
    // which a signal handler must not do.
    private const uint MaxKeys = 32;

    // Value of an ending thread's slot: it takes no state again.
    private const nint Ending = 1;

    // After memory was refused, requests go to the system call. Asking at each of them would cost
    // more than that call; never asking again would make a passing shortage permanent.
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
            // Now, because a sandbox may forbid mapping memory before the program's first request.
            s_takingKey = taking;
            _ = TryGrow();

            // Last, because a thread that sees the key uses everything set before it.
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

        // A handler may have come before we stopped handlers.
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
    /// <remarks>Blocking signals would be a system call, which a sandbox may forbid. A handler that
    /// comes between the two steps has ended before the second, and left the slot empty.</remarks>
    private static bool TryStopHandlers() =>
        RawLibc.GetSpecific(s_takingKey) == 0 && RawLibc.SetSpecific(s_takingKey, 1) == 0;

    /// <summary>The C library calls this when a thread ends.</summary>
    private static void Release(nint state)
    {
        // The C library has emptied the slot, so a handler that has drawn since then took another
        // state. From here on neither a handler nor another destructor takes one: we would get it
        // back only if the C library ran the destructors again.
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
        // Read first: a shortage that others meet while this thread finds a state is not over.
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
            // Whole pages may hold more states than the number has bits; the rest stays unused.
            Volatile.Write(ref chunk.Free, ulong.MaxValue);
        }
        else
        {
            // The other thread may have stopped before it counted its chunk; in the child of a fork
            // it may not even exist.
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

        // In pieces: for larger ones the base library needs a runtime, which is not there.
        // SAFETY: the state is Stride bytes, a multiple of PieceBytes, and no thread uses it any
        // more.
        const int PieceBytes = 256;
        for (int done = 0; done < NativeVdso.Stride; done += PieceBytes)
        {
            NativeMemory.Clear((void*)(state + done), PieceBytes);
        }

        // A thread that was cancelled within a request leaves its mark set.
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
        // Counts requests, because reading a clock may be a system call, and only during a
        // shortage.
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
