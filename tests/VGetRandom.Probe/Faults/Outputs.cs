using System.Runtime.InteropServices;

namespace VGetRandom.Probe.Faults;

/// <summary>Keeps the last words of each output that requests returned, while there is
/// room.</summary>
// SAFETY: the memory has room for Capacity words, and no word is written beyond them.
internal sealed unsafe class Outputs
{
    // A quarter of a gigabyte, but only the part that is written takes memory.
    private const int Capacity = 1 << 25;
    private readonly ulong* _words = (ulong*)NativeMemory.Alloc(Capacity, sizeof(ulong));
    private int _count;

    public int Count => _count;

    public long Zeros { get; private set; }

    /// <summary>How many words came when there was no room left.</summary>
    public long Lost { get; private set; }

    /// <summary>Checks all words of an output for zeros, and keeps its last words.</summary>
    /// <remarks>Those lie in the last blocks, which were made after most of the request's time had
    /// passed.</remarks>
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

    /// <summary>Adds everything that another thread kept.</summary>
    public void Add(Outputs other)
    {
        int taken = Math.Min(other.Count, Capacity - _count);
        new ReadOnlySpan<ulong>(other._words, taken).CopyTo(new(_words + _count, taken));
        _count += taken;
        Zeros += other.Zeros;
        Lost += other.Lost + other.Count - taken;
    }

    /// <summary>Counts words that occur more than once.</summary>
    /// <remarks>By chance, ten million words contain a repeat in one of 300,000 runs.</remarks>
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
