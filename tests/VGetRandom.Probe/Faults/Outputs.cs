using System.Runtime.InteropServices;

namespace VGetRandom.Probe.Faults;

/// <summary>What requests returned: every word of it, or as many as there is room for.</summary>
// SAFETY: the memory has room for Capacity words, and a word is written below that alone.
internal sealed unsafe class Outputs
{
    // A quarter of a gigabyte, of which only what is written takes memory.
    private const int Capacity = 1 << 25;
    private readonly ulong* _words = (ulong*)NativeMemory.Alloc(Capacity, sizeof(ulong));
    private int _count;

    public int Count => _count;

    public long Zeros { get; private set; }

    /// <summary>Words that came when there was no room left.</summary>
    public long Lost { get; private set; }

    /// <summary>Notes all words of one output, and keeps the last ones of a long one.</summary>
    /// <remarks>The last blocks are those made after most of the time that the request took.
    /// </remarks>
    public void Add(ReadOnlySpan<ulong> output)
    {
        const int MaxKept = 2;
        Zeros += output.Contains(0UL) ? 1 : 0;
        output = output.Length <= MaxKept ? output : output[^MaxKept..];
        if (_count + output.Length > Capacity)
        {
            Lost += output.Length;
            return;
        }

        output.CopyTo(new(_words + _count, output.Length));
        _count += output.Length;
    }

    /// <summary>Adds all that another thread kept.</summary>
    public void Add(Outputs other)
    {
        int taken = Math.Min(other.Count, Capacity - _count);
        new ReadOnlySpan<ulong>(other._words, taken).CopyTo(new(_words + _count, taken));
        _count += taken;
        Zeros += other.Zeros;
        Lost += other.Lost + other.Count - taken;
    }

    /// <summary>Counts words that are there more than once.</summary>
    /// <remarks>By chance ten million words repeat one in one of 300,000 runs.</remarks>
    public long CountRepeats()
    {
        var words = new Span<ulong>(_words, _count);
        words.Sort();
        long repeats = 0;
        for (int i = 1; i < words.Length; i++)
        {
            repeats += words[i] == words[i - 1] ? 1 : 0;
        }

        return repeats;
    }

    public void Report()
    {
        Probe.Report.Line("words", Count);
        Probe.Report.Line("lost", Lost);
        Probe.Report.Line("zeros", Zeros);
        Probe.Report.Line("repeats", CountRepeats());
    }
}
