namespace VGetRandom.Generator;

/// <summary>Words in which each byte is either 0xFF or 0.</summary>
internal static class ByteMask
{
    /// <summary>0xFF in each byte in which two words differ.</summary>
    public static ulong OfDifference(ulong one, ulong other)
    {
        // First the top bit of each byte that is not 0, then all bits of that byte.
        const ulong Low = 0x7F7F7F7F7F7F7F7F;
        ulong difference = one ^ other;
        ulong top = (((difference & Low) + Low) | difference) & ~Low;
        return (top >> 7) * 0xFF;
    }

    /// <summary>How many bytes are 0xFF.</summary>
    /// <remarks>Adds up the lowest bits of the bytes. Whether the processor can count bits must be
    /// asked at run time, and the C interface has no runtime to ask.</remarks>
    public static int Count(ulong mask)
    {
        const ulong Ones = 0x0101010101010101;
        return (int)((mask & Ones) * Ones >> 56);
    }
}
