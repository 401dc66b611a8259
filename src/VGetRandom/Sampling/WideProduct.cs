using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Multiplies two words to twice their width.</summary>
internal static class WideProduct
{
    /// <returns>The product's upper half.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TWord Multiply<TWord>(TWord left, TWord right, out TWord low)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        if (typeof(TWord) == typeof(UInt128))
        {
            UInt128 high = Multiply128(
                UInt128.CreateTruncating(left), UInt128.CreateTruncating(right), out UInt128 rest);
            low = TWord.CreateTruncating(rest);
            return TWord.CreateTruncating(high);
        }

        if (typeof(TWord) == typeof(ulong))
        {
            // Compute the lower half separately: BigMul returns it through memory, and a word's
            // next number waits for it.
            low = unchecked(left * right);
            return TWord.CreateTruncating(
                Math.BigMul(
                    ulong.CreateTruncating(left), ulong.CreateTruncating(right), out _));
        }

        ulong product = ulong.CreateTruncating(left) * ulong.CreateTruncating(right);
        low = TWord.CreateTruncating(product);
        return TWord.CreateTruncating(product >> (8 * Unsafe.SizeOf<TWord>()));
    }

    private static UInt128 Multiply128(UInt128 left, UInt128 right, out UInt128 low)
    {
        UInt128 bottom = Math.BigMul(Lower(left), Lower(right));
        UInt128 cross = Math.BigMul(Upper(left), Lower(right));
        UInt128 otherCross = Math.BigMul(Lower(left), Upper(right));
        UInt128 top = Math.BigMul(Upper(left), Upper(right));

        // Three 64-bit halves: their sum cannot overflow.
        UInt128 middle = (UInt128)Upper(bottom) + Lower(cross) + Lower(otherCross);
        low = new UInt128(Lower(middle), Lower(bottom));
        return top + Upper(cross) + Upper(otherCross) + Upper(middle);
    }

    private static ulong Lower(UInt128 value) => (ulong)value;

    private static ulong Upper(UInt128 value) => (ulong)(value >> 64);
}
