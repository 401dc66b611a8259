using VGetRandom.Diagnostics;
using VGetRandom.Generator;

namespace VGetRandom.Backends;

/// <summary>Gives the pieces of a request.</summary>
// SAFETY: only declarations; callers guarantee length bytes at buffer.
internal unsafe interface IPieceSource : IKeySource
{
    /// <summary>A piece of at most this many bytes, perhaps the last of a request, is not worth a
    /// key.</summary>
    int MaxWithoutKey { get; }

    /// <summary>Tells whether a key can be expanded.</summary>
    ExpansionReadiness Expansion { get; }

    /// <summary>The calling thread's memory for the key, or null while it has none.</summary>
    byte* FindMemory();

    /// <summary>Fills a chunk from another source than a key.</summary>
    void FillWithoutKey(byte* buffer, nuint length);
}

/// <summary>Serves a request chunk by chunk; a short one is a single chunk.</summary>
internal static unsafe class RequestPieces
{
    // SAFETY: the caller guarantees length bytes at buffer, the source KeyExpansion.Bytes of the
    // calling thread's memory, and chunks lie within the buffer.
    public static void Fill<TSource>(TSource source, byte* buffer, nuint length)
        where TSource : struct, IPieceSource
    {
        while (length > 0)
        {
            int chunk = (int)Math.Min(length, KeyExpansion.MaxChunkBytes);
            if (!TryExpand(source, buffer, chunk))
            {
                source.FillWithoutKey(buffer, (nuint)chunk);
            }

            buffer += chunk;
            length -= (nuint)chunk;
        }
    }

    private static bool TryExpand<TSource>(TSource source, byte* buffer, int length)
        where TSource : struct, IPieceSource
    {
        if (length <= source.MaxWithoutKey)
        {
            return false;
        }

        // Asked for each chunk, because the code may become ready in the middle of a request of
        // gigabytes.
        if (!source.Expansion.IsReady)
        {
            Activity.FellBack(FallbackReason.NotExpanding);
            return false;
        }

        byte* memory = source.FindMemory();
        if (memory == null)
        {
            return false;
        }

        if (!KeyExpansion.TryFill<DirectAccess, TSource>(source, buffer, length, memory))
        {
            Activity.FellBack(FallbackReason.NoKey);
            return false;
        }

        return true;
    }
}
