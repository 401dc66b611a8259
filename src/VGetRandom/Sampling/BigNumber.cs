using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Numbers of any size.</summary>
internal static class BigNumber
{
    /// <summary>Draws as many bits as the greatest number has, and again if they exceed it: fewer
    /// than two draws on average.</summary>
    /// <param name="source">Where the random bytes come from.</param>
    /// <param name="greatest">The greatest number, 0 or more.</param>
    [SkipLocalsInit]
    public static BigInteger Draw<TSource>(TSource source, BigInteger greatest)
        where TSource : struct, IRandomSource
    {
        using var scratch = new Scratch<byte>(
            stackalloc byte[StackBuffer.SizeBytes], greatest.GetByteCount(isUnsigned: true));
        Span<byte> bytes = scratch.Span;
        int unused = (int)((8L * bytes.Length) - greatest.GetBitLength());
        BigInteger number;
        do
        {
            RandomSource.Fill(source, bytes);
            bytes[^1] >>= unused;
            number = new BigInteger(bytes, isUnsigned: true);
        }
        while (number > greatest);
        return number;
    }
}
