using System.Numerics;

namespace VGetRandom.States;

/// <summary>How states lie in memory: their stride, and how many fill a page.</summary>
internal readonly record struct StateGeometry
{
    // The longest cache line of any machine that .NET runs on (s390x). Two threads whose states
    // shared a line would slow each other down at every request.
    private const int LongestCacheLineBytes = 256;

    private const int BlockAlignment = 64;

    /// <param name="stateSize">Bytes in a state, at most <see cref="MaxStateSize"/>; 0 for our
    /// memory alone.</param>
    /// <param name="ownBytes">Bytes of our own memory behind each state.</param>
    /// <param name="pageSize">Bytes in a page, a power of two.</param>
    public StateGeometry(int stateSize, int ownBytes, int pageSize)
    {
        if (stateSize < 0 || stateSize > MaxStateSize(ownBytes, pageSize))
        {
            throw new ArgumentException("a page has no room for such a state", nameof(stateSize));
        }

        if (!BitOperations.IsPow2(pageSize))
        {
            throw new ArgumentException("a page's size is a power of two", nameof(pageSize));
        }

        StateSize = stateSize;
        PageSize = pageSize;
        MemoryOffset = RoomFor(stateSize);

        // A power of two divides the page, so no state straddles two pages: the kernel may drop one
        // page and keep the next, and half a state is worse than none.
        Stride = (int)BitOperations.RoundUpToPowerOf2(
            (uint)Math.Max(MemoryOffset + ownBytes, LongestCacheLineBytes));
    }

    /// <summary>Bytes in a state.</summary>
    public int StateSize { get; }

    /// <summary>Where our own memory begins, in bytes from the state.</summary>
    public int MemoryOffset { get; }

    /// <summary>Bytes in a page, which is also the size of a chunk of states.</summary>
    public int PageSize { get; }

    /// <summary>Bytes from one state to the next.</summary>
    public int Stride { get; }

    /// <summary>States in a chunk.</summary>
    public int StatesPerChunk => PageSize / Stride;

    /// <summary>The largest state that leaves room for our own memory on its page.</summary>
    public static int MaxStateSize(int ownBytes, int pageSize) =>
        (pageSize - ownBytes) / BlockAlignment * BlockAlignment;

    // ChaCha20 stores whole blocks, which takes longer across two cache lines.
    private static int RoomFor(int stateSize) =>
        (stateSize + BlockAlignment - 1) / BlockAlignment * BlockAlignment;
}
