using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Diagnostics;

/// <summary>Numbers that many threads count up at a time, each of them exact.</summary>
/// <remarks>
/// Threads count in rows that are two cache lines apart. In one row they would take the line from
/// each other with each new batch, and with it whatever every request reads nearby: two threads
/// drew 1.7 times as much as one, not twice.
/// </remarks>
internal struct Tallies
{
    private const int RowCount = 32;

    // Twice 128 bytes: processors fetch lines of 64 in pairs.
    private const int CellsInRow = 32;

#pragma warning disable IDE0044 // Written through references.
    private Cells _cells;
#pragma warning restore IDE0044

    [InlineArray(RowCount * CellsInRow)]
    private struct Cells
    {
        private long _first;
    }

    /// <summary>Adds to a number: one of 0 to 15, so that rows stay apart.</summary>
    public void Add(int index, long count)
    {
        Debug.Assert(index is >= 0 and < CellsInRow / 2);
        int row = Environment.CurrentManagedThreadId % RowCount;
        _ = Interlocked.Add(ref _cells[(row * CellsInRow) + index], count);
    }

    /// <summary>What was added to a number in all.</summary>
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
