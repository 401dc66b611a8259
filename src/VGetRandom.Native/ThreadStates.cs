using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.GetRandom;

namespace VGetRandom.Native;

/// <summary>A state for each thread, from its first request to its end.</summary>
/// <remarks>
/// Fit for signal handlers and for forks at any moment: no lock, no allocation but mmap(2), and
/// each change is a single atomic one. A fork leaves the child the same table: the states of the
/// threads that it does not have stay taken, at the cost of their addresses, and whoever was in the
/// middle of taking one left it either free or taken.
/// </remarks>
// SAFETY: states are Stride bytes of arrays that are never unmapped, each of one thread; indexes
// of chunks are below MostChunks, and a static struct without references stays put.
internal static unsafe class ThreadStates
{
    // A chunk's free states are the bits of one number.
    private const int StatesPerChunk = 64;
    private const int MostChunks = 4096;

    // The C library keeps so many values in the thread itself, and gets memory for others, which
    // may not be done in a signal handler.
    private const uint MostKeys = 32;

    // In a thread's slot: it is ending, and takes no state again.
    private const nint Ending = 1;

    // After memory was refused, requests go to the system call. Asking at each of them would cost
    // more than that call, and never again would make a passing shortage permanent.
    private const long RetryAfterMs = 100;

    private static uint s_keyPlusOne;
    private static int s_chunkCount;
    private static long s_retryAtMs;
#pragma warning disable CS0649, IDE0044 // Written through its address.
    private static Chunks s_chunks;
#pragma warning restore CS0649, IDE0044

    /// <summary>Whether threads can have states at all.</summary>
    public static bool IsReady => s_keyPlusOne != 0;

    /// <summary>Whether there was no memory for the last state that was wanted.</summary>
    public static bool IsShort => Volatile.Read(ref s_retryAtMs) != 0;

    /// <summary>Reserves a slot in every thread for its state.</summary>
    public static void Start()
    {
        uint key;
        if (RawLibc.CreateKey(&key, &Release) == 0 && key < MostKeys)
        {
            // After everything that a state is made with: who sees the key may use that.
            Volatile.Write(ref s_keyPlusOne, key + 1);
        }
    }

    /// <summary>The calling thread's state, or 0 while it cannot have one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Get()
    {
        uint keyPlusOne = Volatile.Read(ref s_keyPlusOne);
        if (keyPlusOne == 0)
        {
            return 0;
        }

        nint state = RawLibc.GetSpecific(keyPlusOne - 1);
        return state > Ending ? state : state == Ending ? 0 : Lease();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint Lease()
    {
        if (IsShort && !IsTimeToAsk(out _))
        {
            return 0;
        }

        // A handler that drew numbers in the middle of this would take a second state.
        var all = RawLibc.SignalSet.All;
        RawLibc.SignalSet previous;
        if (RawLibc.SetSignalMask(RawLibc.SIG_SETMASK, &all, &previous) != 0)
        {
            return 0;
        }

        nint state = RawLibc.GetSpecific(s_keyPlusOne - 1);
        if (state == 0)
        {
            state = TryTake();
            if (state != 0 && RawLibc.SetSpecific(s_keyPlusOne - 1, state) != 0)
            {
                Free(state);
                state = 0;
            }
        }

        _ = RawLibc.SetSignalMask(RawLibc.SIG_SETMASK, &previous, null);
        return state > Ending ? state : 0;
    }

    /// <summary>Called by the C library when a thread ends.</summary>
    private static void Release(nint state)
    {
        // The C library has emptied the slot: a handler that drew since then took another state.
        var all = RawLibc.SignalSet.All;
        RawLibc.SignalSet previous;
        int refusal = RawLibc.SetSignalMask(RawLibc.SIG_SETMASK, &all, &previous);
        nint later = RawLibc.GetSpecific(s_keyPlusOne - 1);

        // Before a handler comes again, or another destructor: a state taken now would come back
        // only if the C library came round again.
        _ = RawLibc.SetSpecific(s_keyPlusOne - 1, Ending);
        if (refusal == 0)
        {
            _ = RawLibc.SetSignalMask(RawLibc.SIG_SETMASK, &previous, null);
        }

        Free(state);
        Free(later);
    }

    private static nint TryTake()
    {
        int count = Volatile.Read(ref s_chunkCount);
        for (int i = 0; i < count; i++)
        {
            ref Chunk chunk = ref ChunkAt(i);
            ulong free = Volatile.Read(ref chunk.Free);
            while (free != 0)
            {
                ulong seen = Interlocked.CompareExchange(ref chunk.Free, free & (free - 1), free);
                if (seen == free)
                {
                    Volatile.Write(ref s_retryAtMs, 0);
                    return chunk.States + (BitOperations.TrailingZeroCount(free) * Source.Stride);
                }

                free = seen;
            }
        }

        return Grow();
    }

    /// <summary>Adds a chunk of states, and takes its first.</summary>
    private static nint Grow()
    {
        int count = Volatile.Read(ref s_chunkCount);
        if (count == MostChunks || !IsTimeToAsk(out long nowMs))
        {
            return 0;
        }

        nint states = StateArray.Allocate(StatesPerChunk, out uint allocated);
        if (states <= 0)
        {
            Volatile.Write(ref s_retryAtMs, nowMs + RetryAfterMs);
            return 0;
        }

        ref Chunk chunk = ref ChunkAt(count);
        if (Interlocked.CompareExchange(ref chunk.States, states, 0) == 0)
        {
            // What a page of many states gives beyond the bits of a number is left over.
            Volatile.Write(ref chunk.Free, ulong.MaxValue << 1);
            _ = Interlocked.CompareExchange(ref s_chunkCount, count + 1, count);
            Volatile.Write(ref s_retryAtMs, 0);
            return states;
        }

        // Another thread was quicker, and may have stopped before it counted its chunk: in the
        // child of a fork it may not even exist. There are states enough in that one.
        _ = Interlocked.CompareExchange(ref s_chunkCount, count + 1, count);
        _ = default(NativeKernel).Unmap(states, (nuint)allocated * (nuint)Source.Stride);
        return TryTake();
    }

    private static void Free(nint state)
    {
        if (state <= Ending || !StateTable.TryFind(state, out RequestMark mark))
        {
            return;
        }

        // In pieces, for the base library hands larger ones to a runtime, which is not there.
        // SAFETY: the state is Stride bytes, a multiple of UnitBytes, that no thread uses any more.
        for (int done = 0; done < Source.Stride; done += StateTable.UnitBytes)
        {
            NativeMemory.Clear((void*)(state + done), StateTable.UnitBytes);
        }

        // A thread that was cancelled within a request leaves the mark.
        mark.Clear<DirectAccess>();
        int count = Volatile.Read(ref s_chunkCount);
        for (int i = 0; i < count; i++)
        {
            ref Chunk chunk = ref ChunkAt(i);
            nint index = (state - chunk.States) / Source.Stride;
            if (state >= chunk.States && index < StatesPerChunk)
            {
                _ = Interlocked.Or(ref chunk.Free, 1UL << (int)index);
                return;
            }
        }
    }

    private static bool IsTimeToAsk(out long nowMs)
    {
        nowMs = Clock.NowMs;
        return nowMs >= Volatile.Read(ref s_retryAtMs);
    }

    private static ref Chunk ChunkAt(int index) =>
        ref ((Chunk*)Unsafe.AsPointer(ref s_chunks))[index];

    private struct Chunk
    {
        public nint States;
        public ulong Free;
    }

    [StructLayout(LayoutKind.Sequential, Size = 16 * MostChunks)]
    private struct Chunks
    {
        private readonly Chunk _first;
    }
}
