using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Draws a number below a bound, each equally likely, nearly always from one word.
/// </summary>
/// <remarks>
/// Lemire, "Fast Random Integer Generation in an Interval" (2019). The upper half of word * bound
/// is the number. Each number comes from the floor or the ceiling of 2^width / bound words.
/// Rejecting words whose lower half is below 2^width mod bound leaves the floor for each.
/// </remarks>
internal static class Bounded
{
    /// <returns>0 to <paramref name="bound"/> - 1; 0 if the bound is 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWord Draw<TSource, TWord>(TSource source, TWord bound)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord number = WideProduct.Multiply(source.Next<TWord>(), bound, out TWord rest);

        // The threshold costs a division, and lies below the bound: needed only if rest does too.
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
