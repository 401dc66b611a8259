using VGetRandom.Diagnostics;
using VGetRandom.Generator;

namespace VGetRandom.Backends;

/// <summary>What the pieces of a request are made of.</summary>
// SAFETY: declares only. Callers vouch for length bytes at buffer.
internal unsafe interface IPieceSource : IKeySource
{
    /// <summary>Up to so many bytes, which may be the last of a request, no key is worthwhile.
    /// </summary>
    int MaxWithoutKey { get; }

    /// <summary>Whether a key can be expanded.</summary>
    ExpansionReadiness Expansion { get; }

    /// <summary>The calling thread's memory for the key, or null while it has none.</summary>
    byte* FindMemory();

    /// <summary>Fills a chunk by something else than a key.</summary>
    void FillWithoutKey(byte* buffer, nuint length);
}

/// <summary>A request, chunk by chunk: a short one is a single chunk.</summary>
internal static unsafe class RequestPieces
{
    // SAFETY: the caller vouches for length bytes at buffer, and the source for KeyExpansion.Bytes
    // of memory, the calling thread's; chunks lie within the buffer.
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

        // Asked for each chunk: a request of gigabytes is under way when the code gets ready.
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
