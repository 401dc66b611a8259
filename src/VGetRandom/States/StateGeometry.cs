using System.Numerics;
using VGetRandom.GetRandom;

namespace VGetRandom.States;

/// <summary>How states lie in memory: their stride, and how many fill a page.</summary>
internal readonly record struct StateGeometry
{
    // The longest cache line of any machine .NET runs on (s390x). Two threads whose states shared
    // one would slow each other down at every request.
    private const int LongestCacheLineBytes = 256;

    /// <param name="stateSize">
    /// Bytes in a state, few enough that the expansion's memory fits on its page; 0 where there is
    /// nothing but that memory.
    /// </param>
    /// <param name="pageSize">Bytes in a page, a power of two.</param>
    public StateGeometry(int stateSize, int pageSize)
    {
        if (stateSize < 0 || stateSize > MaxStateSize(pageSize))
        {
            throw new ArgumentException("a page has no room for such a state", nameof(stateSize));
        }

        StateSize = stateSize;
        PageSize = pageSize;
        ExpansionOffset = (stateSize + sizeof(ulong) - 1) / sizeof(ulong) * sizeof(ulong);

        // A power of two divides the page, so no state straddles two of them: the kernel may drop
        // one page and keep the next, and half a state is worse than none.
        Stride = (int)BitOperations.RoundUpToPowerOf2(
            (uint)Math.Max(ExpansionOffset + KeyExpansion.Bytes, LongestCacheLineBytes));
    }

    /// <summary>Bytes in a state.</summary>
    public int StateSize { get; }

    /// <summary>
    /// Where, behind a state, the memory of its thread's key expansions begins, aligned to 8.
    /// </summary>
    public int ExpansionOffset { get; }

    /// <summary>Bytes in a page, which is also the size of a chunk of states.</summary>
    public int PageSize { get; }

    /// <summary>Bytes from one state to the next.</summary>
    public int Stride { get; }

    /// <summary>States in a chunk.</summary>
    public int StatesPerChunk => PageSize / Stride;

    /// <summary>The largest state that leaves room for the expansion's memory.</summary>
    public static int MaxStateSize(int pageSize) => pageSize - KeyExpansion.Bytes;
}
