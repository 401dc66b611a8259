using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Shuffles: one word places several items, and one request draws many words.</summary>
/// <remarks>
/// The Fisher-Yates shuffle from the end: for the last free place, draw one of the items not yet
/// placed. The bounds of neighbouring places are nearly equal, so one word serves several.
/// </remarks>
internal static class Permutation
{
    [SkipLocalsInit]
    public static void Shuffle<TSource, TWord, T>(TSource source, Span<T> values)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        if (values.Length < 2)
        {
            return;
        }

        using var buffer = new StackBuffer<TWord>(
            stackalloc TWord[StackBuffer.SizeBytes / Unsafe.SizeOf<TWord>()],
            WordsFor<TWord>(values.Length));
        while (values.Length > 1)
        {
            Span<TWord> words = buffer.Draw(source, WordsFor<TWord>(values.Length));
            values = values[..Place<TWord, T>(words, values)];
        }
    }

    /// <summary>Enough words for this many items, unless some are rejected.</summary>
    private static int WordsFor<TWord>(int items)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord> =>
        Choice.WordsFor(items - 1, PerWord<TWord>(items));

    /// <summary>How many bounds, from this one down, have a product within the limit.</summary>
    private static int PerWord<TWord>(int bound)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        uint bits = (uint)(32 - BitOperations.LeadingZeroCount((uint)bound - 1));
        return (int)((uint)Dice.LimitBits<TWord>() / bits);
    }

    /// <returns>How many items, from the first on, are not yet placed.</returns>
    private static int Place<TWord, T>(ReadOnlySpan<TWord> words, Span<T> values)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int left = values.Length;
        foreach (TWord random in words)
        {
            int end = Math.Max(1, left - PerWord<TWord>(left));
            TWord product = TWord.CreateTruncating(left);
            for (int bound = left - 1; bound > end; bound--)
            {
                product *= TWord.CreateTruncating(bound);
            }

            if (!Dice.Accepts(random, product))
            {
                continue;
            }

            TWord word = random;
            for (; left > end; left--)
            {
                int chosen = Dice.Roll(ref word, TWord.CreateTruncating(left));
                (values[left - 1], values[chosen]) = (values[chosen], values[left - 1]);
            }

            if (left == 1)
            {
                break;
            }
        }

        return left;
    }
}
