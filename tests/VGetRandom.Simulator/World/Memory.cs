using System.Runtime.InteropServices;

namespace VGetRandom.Simulator.World;

/// <summary>
/// The memory of a simulated process: pages that the kernel may drop, and ordinary memory behind
/// them. Each byte has a tag that tells where it comes from.
/// </summary>
// SAFETY: the arena has ArenaBytes bytes until Dispose, and every access is checked against it.
internal sealed unsafe class Memory : IDisposable
{
    public const int PageBytes = 4096;
    public const int DroppableBytes = PageBytes;
    public const int ArenaBytes = DroppableBytes + PageBytes;

    private readonly byte* _arena =
        (byte*)NativeMemory.AlignedAlloc(ArenaBytes, PageBytes);

    private readonly long[] _tags = new long[ArenaBytes];

    public Memory() => NativeMemory.Clear(_arena, ArenaBytes);

    /// <summary>How much of the droppable memory there is anything in.</summary>
    public int UsedBytes { get; set; } = DroppableBytes;

    /// <summary>The first droppable page.</summary>
    public byte* Droppable => _arena;

    /// <summary>Memory that is neither dropped nor wiped.</summary>
    public byte* Ordinary => _arena + DroppableBytes;

    /// <summary>What there is of states and keys.</summary>
    public ReadOnlySpan<long> DroppableTags => _tags.AsSpan(0, UsedBytes);

    public void Dispose() => NativeMemory.AlignedFree(_arena);

    /// <summary>All zeros again, as at the start.</summary>
    public void Reset()
    {
        Drop();
        NativeMemory.Clear(Ordinary, ArenaBytes - DroppableBytes);
        _tags.AsSpan(DroppableBytes).Clear();
    }

    /// <summary>What a dropped page and a forked child have in common.</summary>
    public void Drop()
    {
        NativeMemory.Clear(_arena, (nuint)UsedBytes);
        _tags.AsSpan(0, UsedBytes).Clear();
    }

    public void Check(byte* address, int count)
    {
        if (address < _arena || address + count > _arena + ArenaBytes)
        {
            throw new Violation("memory", "an access lies outside of what the request was given");
        }
    }

    public Span<long> TagsAt(byte* address, int count) =>
        _tags.AsSpan((int)(address - _arena), count);

    public void SetTags(byte* address, int count, long tag) => TagsAt(address, count).Fill(tag);

    /// <summary>Tags bytes as following each other in a stream.</summary>
    public void SetStream(byte* address, int count, long first)
    {
        Span<long> tags = TagsAt(address, count);
        for (int i = 0; i < count; i++)
        {
            tags[i] = first < 0 ? first : first + i;
        }
    }

    /// <summary>The tag of the first byte, if the bytes follow each other in one stream.</summary>
    public long StreamAt(byte* address, int count)
    {
        ReadOnlySpan<long> tags = TagsAt(address, count);
        for (int i = 0; i < count; i++)
        {
            if (tags[0] <= 0 || tags[i] != tags[0] + i)
            {
                return Tag.Garbage;
            }
        }

        return tags[0];
    }
}
