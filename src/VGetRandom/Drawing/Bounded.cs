using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Drawing;

/// <summary>One number below a bound, each equally likely, from one word nearly always.</summary>
/// <remarks>
/// Lemire, "Fast Random Integer Generation in an Interval" (2019). The upper half of word * bound
/// is the number. Of the words that lead to one number either the floor or the ceiling of
/// 2^width / bound exist; those whose lower half is below 2^width mod bound are rejected, and
/// then it is the floor for every number.
/// </remarks>
internal static class Bounded
{
    /// <returns>0 to <paramref name="bound"/> - 1; 0 where the bound is 0.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe TWord Draw<TSource, TWord>(TSource source, TWord bound)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        // SAFETY: word has the sizeof(TWord) bytes that the source fills.
        TWord word;
        source.Fill(&word, (nuint)sizeof(TWord));
        TWord number = WideProduct.Multiply(word, bound, out TWord rest);

        // Only below the bound can it be below the threshold, which costs a division to know.
        return rest < bound ? Settle(source, bound, number, rest) : number;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe TWord Settle<TSource, TWord>(
        TSource source, TWord bound, TWord number, TWord rest)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        // SAFETY: word has the sizeof(TWord) bytes that the source fills.
        TWord threshold = unchecked(TWord.Zero - bound) % bound;
        while (rest < threshold)
        {
            TWord word;
            source.Fill(&word, (nuint)sizeof(TWord));
            number = WideProduct.Multiply(word, bound, out rest);
        }

        return number;
    }
}
