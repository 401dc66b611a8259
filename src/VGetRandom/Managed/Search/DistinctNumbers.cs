using System.Runtime.InteropServices;

namespace VGetRandom.Managed.Search;

/// <summary>Numbers that nothing else has, for telling words apart; no secrets.</summary>
internal sealed class DistinctNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number (SplitMix64, Steele et al., 2014).</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Fills a whole number of words.</summary>
    public void Fill(Span<byte> bytes)
    {
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            word = Next();
        }
    }
}
