using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Several numbers, each with a bound of its own, from one word.</summary>
/// <remarks>
/// Brackett-Rozinsky and Lemire, "Batched Ranged Random Integer Generation" (2024). It is
/// <see cref="Bounded"/> with the product of all bounds for its bound, whose result is taken
/// apart from the top, a bound at a time. What is left of the word in the end is
/// word * product, so whether the word is rejected is known before its first number is taken.
/// </remarks>
internal static class Dice
{
    /// <summary>The logarithm to base 2 of what a word's bounds may have for product.</summary>
    /// <remarks>
    /// For 64 bits 56: then fewer than one word in 256 needs the division that
    /// <see cref="Accepts"/> avoids, and fewer still are rejected.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LimitBits<TWord>()
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord> =>
        7 * Unsafe.SizeOf<TWord>();

    /// <summary>Whether the word may be used for bounds of this product, where 0 means 2^width, for
    /// which every word is good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Accepts<TWord>(TWord word, TWord product)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord rest = unchecked(word * product);
        return rest >= product || rest >= unchecked(TWord.Zero - product) % product;
    }

    /// <summary>Takes the next number from what is left of the word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Roll<TWord>(ref TWord word, TWord bound)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord> =>
        int.CreateTruncating(WideProduct.Multiply(word, bound, out word));
}
