using VGetRandom.ChaCha20;
using Debug = System.Diagnostics.Debug;

namespace VGetRandom.Generator;

/// <summary>Where the fresh keys of large requests come from.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: declares only. Callers vouch for 32 writable bytes at key.
internal unsafe interface IKeySource
{
    /// <summary>Writes 32 bytes that getrandom(2) could return now. Never blocks.</summary>
    /// <returns>Whether all of them were written.</returns>
    bool TryGetKey(byte* key);
}

/// <summary>Large requests: a fresh key for each chunk, expanded by ChaCha20.</summary>
/// <remarks>
/// The kernel makes one block at a time, and so is slow above a few blocks. What it does is only to
/// expand a key that it takes for the request, so a key from the kernel is all we need of it.
/// <para>
/// The key lies in the thread's droppable memory beside a mark that is not zero. A page that
/// vanishes, or a fork, takes the mark along, and then the chunk is made again: nothing made from a
/// vanished key, which would be zeros, is ever returned.
/// </para>
/// </remarks>
// SAFETY: the caller vouches for length bytes at buffer and for Bytes bytes at memory, which no
// other thread uses.
internal static unsafe class KeyExpansion
{
    /// <summary>
    /// The most that one key is expanded to. A reseed that comes meanwhile is not noticed before
    /// the next key, as in getrandom(2), which has one key for a whole call.
    /// </summary>
    public const int MaxChunkBytes = 64 * 1024;

    /// <summary>Bytes of droppable memory that an expansion needs, 8-byte aligned.</summary>
    public const int Bytes = CallerWordOffset + sizeof(ulong);

    /// <summary>
    /// Where the caller has a word of its own, which nothing here touches: to see whether the page
    /// vanished, or the process forked, in the course of several chunks.
    /// </summary>
    public const int CallerWordOffset = TailOffset + ChaCha20Blocks.BlockBytes;

    private const int KeyOffset = sizeof(ulong);
    private const int TailOffset = KeyOffset + ChaCha20Blocks.KeyBytes;
    private const ulong Mark = 1;

    /// <summary>Fills a chunk from a fresh key.</summary>
    /// <returns>False where no key was to be had, or it vanished twice: nothing was filled then
    /// that may be used.</returns>
    public static bool TryFill<TAccess, TKeySource>(
        TKeySource source, byte* buffer, int length, byte* memory)
        where TAccess : struct, IMemoryAccess
        where TKeySource : struct, IKeySource =>
        TryFillOnce<TAccess, TKeySource>(source, buffer, length, memory)
        || TryFillOnce<TAccess, TKeySource>(source, buffer, length, memory);

    private static bool TryFillOnce<TAccess, TKeySource>(
        TKeySource source, byte* buffer, int length, byte* memory)
        where TAccess : struct, IMemoryAccess
        where TKeySource : struct, IKeySource
    {
        Debug.Assert(length <= MaxChunkBytes && (nuint)memory % sizeof(ulong) == 0);
        ulong* mark = (ulong*)memory;
        byte* key = memory + KeyOffset;
        byte* tail = memory + TailOffset;

        // Before the key: a page that vanishes after the key arrived must take the mark along.
        TAccess.WriteUInt64(mark, Mark);
        bool isFilled = source.TryGetKey(key);
        if (isFilled)
        {
            ulong counter = 0;
            nuint blocks = (nuint)length / ChaCha20Blocks.BlockBytes;
            TAccess.Generate(buffer, blocks, key, ref counter);
            int rest = length % ChaCha20Blocks.BlockBytes;
            if (rest > 0)
            {
                TAccess.Generate(tail, 1, key, ref counter);
                TAccess.Copy(buffer + length - rest, tail, (uint)rest);
            }

            // After the last read of the key and of the tail.
            Volatile.ReadBarrier();
            isFilled = TAccess.ReadUInt64(mark) == Mark;
        }

        // The key would make these bytes again.
        TAccess.Clear(memory, CallerWordOffset);
        return isFilled;
    }
}
