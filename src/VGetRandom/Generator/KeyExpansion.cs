using VGetRandom.ChaCha20;
using Debug = System.Diagnostics.Debug;

namespace VGetRandom.Generator;

/// <summary>Gives the fresh keys of large requests.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: only declarations; callers guarantee 32 writable bytes at key.
internal unsafe interface IKeySource
{
    /// <summary>Writes 32 bytes that getrandom(2) could return now. Never blocks.</summary>
    /// <returns>Whether all of them were written.</returns>
    bool TryGetKey(byte* key);
}

/// <summary>Serves large requests: ChaCha20 expands a fresh key for each chunk.</summary>
/// <remarks>
/// The kernel too expands a key for each request, but makes one block at a time, which is slow
/// above a few blocks. The key lies in the thread's droppable memory beside a mark that is not
/// zero. A page that vanishes, or a fork, takes both, and the chunk is made again. So nothing made
/// from a vanished key, which would be zeros, is ever returned.
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer, and Bytes bytes at memory that no other
// thread uses.
internal static unsafe class KeyExpansion
{
    /// <summary>The most that one key is expanded to. A reseed meanwhile is noticed only at the
    /// next key; getrandom(2) has a single key for a whole call.</summary>
    public const int MaxChunkBytes = 64 * 1024;

    /// <summary>Bytes of droppable memory that an expansion needs, 8-byte aligned.</summary>
    public const int Bytes = CallerWordOffset + sizeof(ulong);

    /// <summary>Where the caller has a word that nothing here touches. It shows whether the page
    /// vanished or the process forked in the course of several chunks.</summary>
    public const int CallerWordOffset = TailOffset + ChaCha20Blocks.BlockBytes;

    private const int KeyOffset = sizeof(ulong);
    private const int TailOffset = KeyOffset + ChaCha20Blocks.KeyBytes;
    private const ulong Mark = 1;

    /// <summary>Fills a chunk from a fresh key.</summary>
    /// <returns>False if there was no key, or it vanished twice; then nothing in the buffer may be
    /// used.</returns>
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

        // Before the key: a page that vanishes once the key is there must take the mark along.
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

        // The key could make these bytes again.
        TAccess.Clear(memory, CallerWordOffset);
        return isFilled;
    }
}
