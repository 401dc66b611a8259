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

/// <summary>Fills large requests: ChaCha20 expands a fresh key for each chunk.</summary>
/// <remarks>
/// The kernel, too, expands a key for each request, but makes one block at a time, which is slow
/// above a few blocks. The key lies in the thread's droppable memory beside a key mark that is not
/// zero. If the page vanishes or the process forks, both become zeros, and the library makes the
/// chunk again. So it never returns a chunk made from a vanished key.
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer, and Bytes bytes at memory that no other
// thread uses.
internal static unsafe class KeyExpansion
{
    /// <summary>The most bytes that one key is expanded to. If the kernel reseeds meanwhile, the
    /// library notices at the next key. getrandom(2) has a single key for a whole call.</summary>
    public const int MaxChunkBytes = 64 * 1024;

    /// <summary>Bytes of droppable memory that an expansion needs, 8-byte aligned.</summary>
    public const int Bytes = CallerWordOffset + sizeof(ulong);

    /// <summary>Where the caller has a word that this class does not touch. The word tells the
    /// caller whether the page vanished or the process forked during several chunks.</summary>
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

        // The mark comes before the key: if the page vanishes once the key is in it, the mark must
        // vanish, too.
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

            // Read the mark after the last read of the key and of the tail.
            Volatile.ReadBarrier();
            isFilled = TAccess.ReadUInt64(mark) == Mark;
        }

        // Whoever found the key could make these bytes again.
        TAccess.Clear(memory, CallerWordOffset);
        return isFilled;
    }
}
