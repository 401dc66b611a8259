namespace VGetRandom.Generator;

/// <summary>Words of which each byte is 0xFF or 0.</summary>
internal static class ByteMask
{
    /// <summary>0xFF for each byte in which two words differ.</summary>
    public static ulong OfDifference(ulong one, ulong other)
    {
        // The top bit of each byte that is not 0, then all its bits.
        const ulong Low = 0x7F7F7F7F7F7F7F7F;
        ulong difference = one ^ other;
        ulong top = (((difference & Low) + Low) | difference) & ~Low;
        return (top >> 7) * 0xFF;
    }

    /// <summary>How many bytes are 0xFF.</summary>
    /// <remarks>
    /// By the sum of all bytes' lowest bits: a processor's own way to count bits would have to be
    /// asked for at run time, which the C interface has nobody to do.
    /// </remarks>
    public static int Count(ulong mask)
    {
        const ulong Ones = 0x0101010101010101;
        return (int)((mask & Ones) * Ones >> 56);
    }
}
