using System.Runtime.CompilerServices;
using CsCheck;

namespace VGetRandom.Tests.Sampling;

/// <summary>Generated words, including the ends of the range and powers of two.</summary>
internal static class Words
{
    public static readonly Gen<ulong> Gen64 = Gen.OneOf(
        Gen.ULong,
        Gen.ULong[0, 3],
        Gen.ULong[ulong.MaxValue - 3, ulong.MaxValue],
        Gen.Select(Gen.Int[0, 63], Gen.ULong[0, 2], (shift, more) => (1UL << shift) - 1 + more));

    public static readonly Gen<UInt128> Gen128 =
        Gen.Select(Gen64, Gen64, (upper, lower) => new UInt128(upper, lower));

    /// <summary>Returns the middle one of the words that lead to a number below a bound.</summary>
    public static ulong LeadingTo(ulong number, ulong bound) =>
        (ulong)((((UInt128)number << 64) + ((UInt128)1 << 63)) / bound);

    public static int Bits<T>()
        where T : unmanaged =>
        8 * Unsafe.SizeOf<T>();
}
