using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Reference;

/// <summary>vgetrandom(): getrandom(2), served in the process by fast-key-erasure ChaCha20 on an
/// opaque state in droppable memory.</summary>
/// <remarks>
/// The state's page may vanish between any two accesses; reads then give zeros and writes are lost.
/// A signal handler may make a request on the same state. The order of the steps keeps both
/// harmless; the comments say how. Only one thread at a time may use a state.
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer and stateBytes at state; every access to the
// state is at an offset of TLayout below StateBytes, once both sizes were found equal.
internal readonly unsafe struct Algorithm<TKernel, TRngInfo, TLayout, TAccess>
    where TKernel : struct, IKernel
    where TRngInfo : struct, IRngInfo
    where TLayout : struct, IStateLayout
    where TAccess : struct, IMemoryAccess
{
    private const uint KnownFlags =
        GetRandomAbi.GRND_NONBLOCK | GetRandomAbi.GRND_RANDOM | GetRandomAbi.GRND_INSECURE;

    private readonly TKernel _kernel;
    private readonly TRngInfo _info;
    private readonly int _pageSize;

    public Algorithm(TKernel kernel, TRngInfo info, int pageSize)
    {
        _kernel = kernel;
        _info = info;
        _pageSize = pageSize;
    }

    private static int BatchBytes => TLayout.BatchKeyBytes - ChaCha20Blocks.KeyBytes;

    /// <summary>Serves one request, or makes the system call for it.</summary>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="length">How many bytes to write.</param>
    /// <param name="flags">Flags of getrandom(2).</param>
    /// <param name="state">The state.</param>
    /// <param name="stateBytes">The size of the state, as the caller knows it.</param>
    /// <param name="mark">The state's own mark, outside droppable memory.</param>
    /// <returns>The number of bytes written, or a negative errno.</returns>
    public nint Request(
        byte* buffer, nuint length, uint flags, void* state, nuint stateBytes, RequestMark mark)
    {
        // A straddling state could lose one half and keep the other, and no check would see it.
        // Such a caller does not even get the system call.
        if ((nuint)state % (nuint)_pageSize + (nuint)TLayout.StateBytes > (nuint)_pageSize)
        {
            return -Errno.EFAULT;
        }

        // If a flag or a state belongs to another kernel, only that kernel knows what is meant. And
        // a generator that is not ready may have to be waited for.
        if ((flags & ~KnownFlags) != 0
            || stateBytes != (nuint)TLayout.StateBytes
            || !_info.ReadIsReady())
        {
            return _kernel.GetRandom(buffer, length, flags);
        }

        if (length == 0)
        {
            return 0;
        }

        // A signal handler has interrupted a request on this very state, which is half done: leave
        // the state as it is.
        if (!mark.TrySet<TAccess>())
        {
            return _kernel.GetRandom(buffer, length, flags);
        }

        byte* inUse = (byte*)state + TLayout.InUseOffset;
        nuint clamped = Math.Min(length, GetRandomAbi.MaxRequestBytesWith(_pageSize));
        bool isServed = false;

        // The kernel's own mark, which a dropped page loses. Others that use this state know only
        // this one.
        if (TAccess.ReadByte(inUse) == 0)
        {
            TAccess.WriteByte(inUse, 1);
            isServed = TryServe(buffer, clamped, (byte*)state);
            TAccess.WriteByte(inUse, 0);
        }

        // Only after the last access to the state, because a signal handler may use it from here
        // on.
        mark.Clear<TAccess>();
        return isServed ? (nint)clamped : _kernel.GetRandom(buffer, length, flags);
    }

    /// <summary>Serves a request from the state, with a new batch or key if necessary.</summary>
    /// <returns>Whether the buffer is filled; if not, nothing in it may be used.</returns>
    private bool TryServe(byte* buffer, nuint length, byte* state)
    {
        ulong* stateGeneration = (ulong*)(state + TLayout.GenerationOffset);

        // Continues through a retry, so that no block comes twice if the key is the same after all.
        ulong counter = 0;
        for (int attempt = 0; attempt < 2; attempt++)
        {
            // Before the key: a key from after a reseed with the generation from before it only
            // costs another reseed. The other way round, the reseed would go unnoticed.
            ulong generation = _info.ReadGeneration();
            if (generation == 0
                || (TAccess.ReadUInt64(stateGeneration) != generation
                    && !Reseed(state, generation)))
            {
                // Nothing may be made from whatever the key now holds, and a caller that compares
                // the state with what it was must see that it did not serve.
                TAccess.WriteUInt64(stateGeneration, 0);
                return false;
            }

            Fill(buffer, length, state, ref counter);
            if (IsStill(generation, stateGeneration))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether bytes taken under this generation may be handed out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsStill(ulong generation, ulong* stateGeneration)
    {
        // The bytes count as handed out at this read of the kernel's generation. The state's own is
        // read from memory again: 0 means that the page was dropped or that this is a forked child,
        // and then nobody knows which key was used. The barrier keeps both reads after those of the
        // batch.
        Volatile.ReadBarrier();
        return TAccess.ReadUInt64(stateGeneration) == generation
            && _info.ReadGeneration() == generation;
    }

    /// <summary>Takes a fresh key from the kernel and empties the batch.</summary>
    private bool Reseed(byte* state, ulong generation)
    {
        ulong* stateGeneration = (ulong*)(state + TLayout.GenerationOffset);
        byte* key = state + BatchBytes;

        // The generation first: if a fork came between key and generation, the child's wiped state
        // would get a valid generation without a key.
        TAccess.WriteUInt64(stateGeneration, generation);

        // The quick call: no managed code may run on this thread while the state is half done.
        if (_kernel.GetRandomQuick(key, ChaCha20Blocks.KeyBytes, 0) != ChaCha20Blocks.KeyBytes)
        {
            return false;
        }

        TLayout.WriteRemaining<TAccess>(state, 0);
        return true;
    }

    private static void Fill(byte* buffer, nuint length, byte* state, ref ulong counter)
    {
        byte* key = state + BatchBytes;
        uint remaining = TLayout.ReadRemaining<TAccess>(state);
        while (true)
        {
            uint taken = (uint)Math.Min(remaining, length);
            if (taken > 0)
            {
                TakeFromBatch(buffer, taken, state, remaining);
            }

            buffer += taken;
            length -= taken;
            if (length == 0)
            {
                return;
            }

            // Whole blocks go straight to the caller. Then key and batch are replaced together, so
            // the key can never make these bytes again.
            nuint blocks = length / ChaCha20Blocks.BlockBytes;
            TAccess.Generate(buffer, blocks, key, ref counter);
            buffer += blocks * ChaCha20Blocks.BlockBytes;
            length -= blocks * ChaCha20Blocks.BlockBytes;

            TAccess.Generate(
                state, (nuint)TLayout.BatchKeyBytes / ChaCha20Blocks.BlockBytes, key, ref counter);

            // Not read from the state again: a page that keeps vanishing would keep us here.
            remaining = (uint)BatchBytes;
            TLayout.WriteRemaining<TAccess>(state, remaining);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeFromBatch(byte* buffer, uint count, byte* state, uint remaining)
    {
        // Erase before the count changes: no byte handed out is still in the state when the request
        // ends.
        byte* source = state + TLayout.NextOffset(remaining, count);
        TAccess.Copy(buffer, source, count);
        TAccess.Clear(source, count);
        TLayout.WriteRemaining<TAccess>(state, remaining - count);
    }
}
