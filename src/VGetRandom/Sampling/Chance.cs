using System.Numerics;

namespace VGetRandom.Sampling;

/// <summary>Draws events of an exact probability.</summary>
internal static class Chance
{
    private const int SignificandBits = 53;

    /// <returns>True with the probability <paramref name="part"/> / <paramref name="whole"/>.
    /// </returns>
    /// <param name="source">Where the random words come from.</param>
    /// <param name="part">0 to <paramref name="whole"/>.</param>
    /// <param name="whole">Above 0, and finite.</param>
    public static bool Occurs<TSource>(TSource source, double part, double whole)
        where TSource : struct, IRandomSource
    {
        if (part == 0)
        {
            return false;
        }

        (ulong partBits, ulong wholeBits, int halvings) = Ratio(part, whole);
        return Occurs(source, partBits, wholeBits, halvings);
    }

    /// <summary>The quotient as part / (whole * 2^halvings), in 53-bit integers.</summary>
    internal static (ulong Part, ulong Whole, int Halvings) Ratio(double part, double whole) =>
        (Significand(part), Significand(whole), Math.ILogB(whole) - Math.ILogB(part));

    /// <summary>
    /// An event of probability part / (whole * 2^halvings). The first word decides as many halvings
    /// as it has room for. More words, with a bit for each other halving, are drawn only while the
    /// event can still occur.
    /// </summary>
    /// <remarks>Both numbers have the same length, at least one bit shorter than a word.</remarks>
    internal static bool Occurs<TSource, TWord>(
        TSource source, TWord part, TWord whole, int halvings)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int ofFirst = Math.Min(halvings, int.CreateTruncating(TWord.LeadingZeroCount(whole)));
        bool occurs = Bounded.Draw(source, whole << ofFirst) < part;
        for (int left = halvings - ofFirst; occurs && left > 0; left -= Bits<TWord>())
        {
            occurs = source.Next<TWord>() >> (Bits<TWord>() - Math.Min(left, Bits<TWord>()))
                == TWord.Zero;
        }

        return occurs;
    }

    // Exact, even for subnormal numbers.
    private static ulong Significand(double value) =>
        (ulong)Math.ScaleB(value, SignificandBits - 1 - Math.ILogB(value));

    private static int Bits<TWord>()
        where TWord : unmanaged, IBinaryInteger<TWord> =>
        8 * TWord.Zero.GetByteCount();
}
