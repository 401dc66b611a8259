using VGetRandom.Kernel;
using VGetRandom.Managed.Search;

namespace VGetRandom.Simulator.World;

/// <summary>The memory of a simulated process: pages that the kernel may drop, and ordinary memory
/// behind them. Each byte has a tag that tells where it comes from.</summary>
/// <remarks>Tables never contain random bytes, so they are plain memory of this process without
/// tags. What a caller keeps on its stack has no tags, either.</remarks>
// SAFETY: the arena has ArenaBytes bytes until Dispose. Every access is checked against it, and
// against what was mapped besides.
internal sealed unsafe class Memory : IDisposable
{
    public const int DroppableBytes = 128 * 1024;
    public const int ArenaBytes = DroppableBytes + (32 * 1024);

    private const int UnitBits = 8;
    private const int UnitBytes = 1 << UnitBits;
    private const int StackBytes = 256 * 1024;

    private readonly byte* _arena = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(
        ArenaBytes, (nuint)System.Environment.SystemPageSize);

    private readonly long[] _tags = new long[ArenaBytes];
    private readonly long[] _untagged = new long[UnitBytes];

    // Units that may hold something. Wiping these alone costs no more than was used.
    private readonly List<int> _used = [];
    private readonly bool[] _isUsed = new bool[ArenaBytes / UnitBytes];
    private readonly List<Table> _tables = [];
    private readonly List<(nint Address, int Count)> _writtenInTables = [];

    private int _pageBytes;
    private int _mappedBytes;
    private int _lastPage;

    public Memory() => new Span<byte>(_arena, ArenaBytes).Clear();

    /// <summary>The first droppable page.</summary>
    public byte* Droppable => _arena;

    /// <summary>Memory that the kernel neither drops nor wipes.</summary>
    public byte* Kept => _arena + DroppableBytes;

    public int PageBytes => _pageBytes;

    public void Dispose()
    {
        foreach (Table table in _tables)
        {
            _ = default(LinuxKernel).Unmap(table.Address, table.Length);
        }

        System.Runtime.InteropServices.NativeMemory.AlignedFree(_arena);
    }

    /// <summary>Unmaps everything and sets all memory to zero, as at the start.</summary>
    public void Reset(int pageBytes)
    {
        foreach (int unit in _used)
        {
            Wipe(unit);
            _isUsed[unit] = false;
        }

        _used.Clear();
        ResetTables();
        _pageBytes = pageBytes;
        _mappedBytes = 0;
        _lastPage = 0;
    }

    /// <summary>Maps droppable pages, one after the other.</summary>
    /// <returns>The address, or 0 if the arena is used up.</returns>
    public nint Map(int length)
    {
        length = (length + _pageBytes - 1) / _pageBytes * _pageBytes;
        if (length > DroppableBytes - _mappedBytes)
        {
            return 0;
        }

        _mappedBytes += length;
        return (nint)_arena + _mappedBytes - length;
    }

    /// <summary>Maps memory for a table, which holds no random bytes.</summary>
    /// <param name="length">How many bytes.</param>
    /// <param name="isKept">Whether it stays mapped when the process ends.</param>
    public nint MapTable(nuint length, bool isKept = false)
    {
        if (_tables.Find(table => !table.IsUsed && table.Length == length) is not { } found)
        {
            nint address = default(LinuxKernel).Map(
                length, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS);
            found = new(address, length, isKept);
            _tables.Add(found);
        }

        found.IsUsed = true;
        return found.Address;
    }

    /// <summary>Unmaps memory. What was mapped last can be mapped again.</summary>
    public void Unmap(nint address, int length)
    {
        int offset = (int)(address - (nint)_arena);
        if (offset >= 0 && offset < DroppableBytes)
        {
            Drop(address, length);
            _mappedBytes = offset + length == _mappedBytes ? offset : _mappedBytes;
        }
    }

    /// <summary>Drops whole pages.</summary>
    public void Drop(nint address, int length)
    {
        int first = (int)(address - (nint)_arena) >> UnitBits;
        for (int unit = first; unit < first + (length >> UnitBits); unit++)
        {
            Wipe(unit);
        }
    }

    /// <summary>Drops the page that was used last.</summary>
    public void DropPage() => Drop((nint)_arena + _lastPage, _pageBytes);

    /// <summary>Drops all pages, as the kernel does when memory runs out, and in a forked
    /// child.</summary>
    public void DropAll()
    {
        foreach (int unit in _used)
        {
            if (unit < DroppableBytes >> UnitBits)
            {
                Wipe(unit);
            }
        }
    }

    /// <summary>Returns all tags in droppable memory that was used.</summary>
    public IEnumerable<ArraySegment<long>> DroppableTags()
    {
        foreach (int unit in _used)
        {
            if (unit < DroppableBytes >> UnitBits)
            {
                yield return new(_tags, unit * UnitBytes, UnitBytes);
            }
        }
    }

    /// <summary>Checks that an access is to memory that the process has.</summary>
    public void Check(byte* address, int count)
    {
        if (IsInArena(address, count))
        {
            int offset = (int)(address - _arena);
            _lastPage = offset < DroppableBytes ? offset / _pageBytes * _pageBytes : _lastPage;
        }
        else if (!IsOnStack(address) && !IsInTable(address, count))
        {
            throw new Violation("memory", "an access lies outside of what the process has");
        }
    }

    /// <summary>Describes an address in words.</summary>
    public string Describe(nint address)
    {
        nint offset = address - (nint)_arena;
        return offset is < 0 or >= ArenaBytes ? "elsewhere"
            : offset < DroppableBytes ? $"droppable+{offset}"
            : $"memory+{offset - DroppableBytes}";
    }

    /// <summary>Returns the tags of some bytes, to read or to write.</summary>
    public Span<long> TagsAt(byte* address, int count)
    {
        if (!IsInArena(address, count))
        {
            if (IsInTable(address, count))
            {
                _writtenInTables.Add(((nint)address, count));
            }

            return _untagged.AsSpan(0, count);
        }

        int offset = (int)(address - _arena);
        for (int unit = offset >> UnitBits; unit <= (offset + count - 1) >> UnitBits; unit++)
        {
            if (!_isUsed[unit])
            {
                _isUsed[unit] = true;
                _used.Add(unit);
            }
        }

        return _tags.AsSpan(offset, count);
    }

    public void SetTags(byte* address, int count, long tag) => TagsAt(address, count).Fill(tag);

    /// <summary>Tags bytes as consecutive in a stream.</summary>
    public void SetStream(byte* address, int count, long first)
    {
        Span<long> tags = TagsAt(address, count);
        for (int i = 0; i < count; i++)
        {
            tags[i] = first < 0 ? first : first + i;
        }
    }

    /// <summary>Returns the first byte's tag, if the bytes are consecutive in one stream.</summary>
    public long StreamAt(byte* address, int count)
    {
        ReadOnlySpan<long> tags = TagsAt(address, count);
        for (int i = 0; i < count; i++)
        {
            if (tags[0] <= 0 || tags[i] != tags[0] + i)
            {
                return Tag.DistinctNumbers;
            }
        }

        return tags[0];
    }

    private bool IsInArena(byte* address, int count) =>
        address >= _arena && address + count <= _arena + ArenaBytes;

    private static bool IsOnStack(byte* address)
    {
        byte here;
        return address > &here && address < &here + StackBytes;
    }

    private bool IsInTable(byte* address, int count)
    {
        foreach (Table table in _tables)
        {
            if ((nint)address >= table.Address
                && (nuint)(nint)address + (nuint)count
                    <= (nuint)table.Address + table.Length)
            {
                return true;
            }
        }

        return false;
    }

    private void Wipe(int unit)
    {
        new Span<byte>(_arena + (unit << UnitBits), UnitBytes).Clear();
        _tags.AsSpan(unit << UnitBits, UnitBytes).Clear();
    }

    // They stay mapped: mapping megabytes anew takes longer than a run.
    private void ResetTables()
    {
        foreach ((nint address, int count) in _writtenInTables)
        {
            new Span<byte>((void*)address, count).Clear();
        }

        _writtenInTables.Clear();
        foreach (Table table in _tables)
        {
            table.IsUsed = table.IsKept;
        }
    }

    private sealed record Table(nint Address, nuint Length, bool IsKept)
    {
        public bool IsUsed { get; set; }
    }
}
