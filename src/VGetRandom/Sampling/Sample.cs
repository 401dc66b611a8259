using System.Numerics;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Draws items from distinct places of a list, in random order.</summary>
internal static class Sample
{
    /// <summary>Above this, the set of drawn places would be too large for its span.</summary>
    private const int MaxFew = 1 << 26;

    // Needs at least as many items as places in destination, and a word wide enough to index them.
    public static void Fill<TSource, TWord, T>(
        TSource source, ReadOnlySpan<T> items, Span<T> destination)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int rounds = 0;
        ulong mark;
        do
        {
            mark = source.Begin();
            if (destination.Length <= Math.Min(items.Length / 4, MaxFew))
            {
                FillWithFew<TSource, TWord, T>(source, items, destination);
            }
            else
            {
                FillWithMany<TSource, TWord, T>(source, items, destination);
            }
        }
        while (!source.Accepts(mark, ref rounds));
    }

    /// <summary>Draws each place among all places, and again if it was drawn before, which happens
    /// to fewer than one draw in four.</summary>
    [SkipLocalsInit]
    private static void FillWithFew<TSource, TWord, T>(
        TSource source, ReadOnlySpan<T> items, Span<T> destination)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        using var scratch = new Scratch<int>(
            stackalloc int[StackBuffer.SizeBytes / sizeof(int)],
            (int)BitOperations.RoundUpToPowerOf2(2 * (uint)destination.Length));
        Span<int> drawn = scratch.Span;
        drawn.Clear();
        TWord bound = TWord.CreateTruncating(items.Length);
        foreach (ref T item in destination)
        {
            int place;
            do
            {
                place = int.CreateTruncating(Bounded.Draw(source, bound));
            }
            while (!Add(drawn, place));
            item = items[place];
        }
    }

    /// <summary>Adds a place to a hash table unless it is there.</summary>
    /// <remarks>A free entry is 0, and place n is n + 1. Random places need no hash function.
    /// </remarks>
    private static bool Add(Span<int> drawn, int place)
    {
        int mask = drawn.Length - 1;
        int at = place & mask;
        while (drawn[at] != 0)
        {
            if (drawn[at] == place + 1)
            {
                return false;
            }

            at = (at + 1) & mask;
        }

        drawn[at] = place + 1;
        return true;
    }

    /// <summary>Lets each later item replace a chosen one with the probability that it belongs to
    /// the sample of the items so far; this needs no memory.</summary>
    private static void FillWithMany<TSource, TWord, T>(
        TSource source, ReadOnlySpan<T> items, Span<T> destination)
        where TSource : struct, IRandomSource
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        items[..destination.Length].CopyTo(destination);
        for (int i = destination.Length; i < items.Length; i++)
        {
            int place =
                int.CreateTruncating(Bounded.Draw(source, TWord.CreateTruncating(i + 1)));
            if (place < destination.Length)
            {
                destination[place] = items[i];
            }
        }

        Permutation.Shuffle<TSource, TWord, T>(source, destination);
    }
}
