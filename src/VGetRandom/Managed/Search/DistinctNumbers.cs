using System.Runtime.InteropServices;

namespace VGetRandom.Managed.Search;

/// <summary>Numbers that occur nowhere else, to tell words apart; not secret.</summary>
internal sealed class DistinctNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A whole number of words (SplitMix64, Steele et al., 2014).</summary>
    public byte[] Next(int length)
    {
        byte[] bytes = new byte[length];
        foreach (ref ulong word in MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan()))
        {
            _state += 0x9E3779B97F4A7C15;
            word = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
            word ^= word >> 31;
        }

        return bytes;
    }
}
