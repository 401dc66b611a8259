using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Draws several numbers, each with its own bound, from one word.</summary>
/// <remarks>
/// Brackett-Rozinsky and Lemire, "Batched Ranged Random Integer Generation" (2024). Works as
/// <see cref="Bounded"/> does with the product of all bounds, and takes one bound at a time off the
/// top of the result. The final remainder is word * product, so we know whether to reject a word
/// before we take its first number.
/// </remarks>
internal static class Dice
{
    /// <summary>The base-2 logarithm of the limit for the product of a word's bounds.</summary>
    /// <remarks>56 for 64 bits: then fewer than one word in 256 needs the division that
    /// <see cref="Accepts"/> avoids, and even fewer are rejected.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LimitBits<TWord>()
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord> =>
        7 * Unsafe.SizeOf<TWord>();

    /// <summary>Whether the word may be used for bounds with this product; 0 means 2^width, for
    /// which every word is good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Accepts<TWord>(TWord word, TWord product)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord rest = unchecked(word * product);
        return rest >= product || rest >= unchecked(TWord.Zero - product) % product;
    }

    /// <summary>Takes the next number from the rest of the word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Roll<TWord>(ref TWord word, TWord bound)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord> =>
        int.CreateTruncating(WideProduct.Multiply(word, bound, out word));
}
