using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Diagnostics;

/// <summary>Exact counters for many threads at once.</summary>
/// <remarks>
/// Threads count in rows that are two cache lines apart. In a single row, each new batch would take
/// the line from other threads, and with it whatever every request reads nearby: two threads drew
/// 1.7 times as much as one, not twice as much.
/// </remarks>
internal struct Tallies
{
    private const int RowCount = 32;

    // Twice 128 bytes, because processors fetch 64-byte lines in pairs.
    private const int CellsInRow = 32;

#pragma warning disable IDE0044 // Written through references.
    private Cells _cells;
#pragma warning restore IDE0044

    [InlineArray(RowCount * CellsInRow)]
    private struct Cells
    {
        private long _first;
    }

    /// <summary>Adds to the counter at an index from 0 to 15; higher ones would not keep rows
    /// apart.</summary>
    public void Add(int index, long count)
    {
        Debug.Assert(index is >= 0 and < CellsInRow / 2);
        int row = Environment.CurrentManagedThreadId % RowCount;
        _ = Interlocked.Add(ref _cells[(row * CellsInRow) + index], count);
    }

    /// <summary>The total of the counter at an index.</summary>
    public readonly long Sum(int index)
    {
        long sum = 0;
        for (int row = 0; row < RowCount; row++)
        {
            sum += Volatile.Read(in _cells[(row * CellsInRow) + index]);
        }

        return sum;
    }
}
