using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWord Draw<TSource, TWord>(TSource source, TWord bound)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord number = WideProduct.Multiply(source.Next<TWord>(), bound, out TWord rest);

        // Only below the bound can it be below the threshold, which costs a division to know.
        return rest < bound ? Settle(source, bound, number, rest) : number;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TWord Settle<TSource, TWord>(
        TSource source, TWord bound, TWord number, TWord rest)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord threshold = unchecked(TWord.Zero - bound) % bound;
        while (rest < threshold)
        {
            number = WideProduct.Multiply(source.Next<TWord>(), bound, out rest);
        }

        return number;
    }
}
