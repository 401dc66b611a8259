using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Chooses items with repetition, many from one request.</summary>
internal static class Choice
{
    // Needs at least one choice, and a word at least as wide as the number of choices.
    public static void Fill<TSource, TWord, T>(
        TSource source, ReadOnlySpan<T> choices, Span<T> destination)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int rounds = 0;
        ulong mark;
        do
        {
            mark = source.Begin();
            FillOnce<TSource, TWord, T>(source, choices, destination);
        }
        while (!source.Accepts(mark, ref rounds));
    }

    [SkipLocalsInit]
    private static void FillOnce<TSource, TWord, T>(
        TSource source, ReadOnlySpan<T> choices, Span<T> destination)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        if (choices.Length == 1)
        {
            destination.Fill(choices[0]);
            return;
        }

        int perWord = PerWord(choices.Length, out TWord product);
        using var buffer = new StackBuffer<TWord>(
            stackalloc TWord[StackBuffer.SizeBytes / Unsafe.SizeOf<TWord>()],
            WordsFor(destination.Length, perWord));
        while (!destination.IsEmpty)
        {
            Span<TWord> words = buffer.Draw(source, WordsFor(destination.Length, perWord));
            int count = Take(words, perWord, product, choices, destination);
            destination = destination[count..];
        }
    }

    /// <summary>How many choices one word gives.</summary>
    /// <param name="bound">The number of choices, 2 or more.</param>
    /// <param name="product">The bound to the power of the result; 0 for 2^width.</param>
    internal static int PerWord<TWord>(int bound, out TWord product)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        // For a power of two, all bits of a word are usable, whatever the product.
        if (BitOperations.IsPow2(bound))
        {
            product = TWord.Zero;
            return 8 * Unsafe.SizeOf<TWord>() / BitOperations.Log2((uint)bound);
        }

        TWord factor = TWord.CreateTruncating(bound);
        TWord last = (TWord.One << Dice.LimitBits<TWord>()) / factor;
        int count = 1;
        for (product = factor; product <= last; product *= factor)
        {
            count++;
        }

        return count;
    }

    internal static int WordsFor(int items, int perWord) =>
        (int)(((uint)items + (uint)perWord - 1) / (uint)perWord);

    /// <returns>How many items the words gave.</returns>
    private static int Take<TWord, T>(
        ReadOnlySpan<TWord> words,
        int perWord,
        TWord product,
        ReadOnlySpan<T> choices,
        Span<T> destination)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord bound = TWord.CreateTruncating(choices.Length);
        int at = 0;
        foreach (TWord random in words)
        {
            if (!Dice.Accepts(random, product))
            {
                continue;
            }

            TWord word = random;
            Span<T> items = destination.Slice(at, Math.Min(perWord, destination.Length - at));
            foreach (ref T item in items)
            {
                item = choices[Dice.Roll(ref word, bound)];
            }

            at += items.Length;
        }

        return at;
    }
}
