namespace VGetRandom.Sampling;

/// <summary>Chooses places in a list of weights, each as likely as its weight says.</summary>
internal static class WeightedChoice
{
    /// <param name="source">Where the random word comes from.</param>
    /// <param name="weights">The weights, none negative.</param>
    /// <param name="total">Their sum, above 0.</param>
    public static int Draw<TSource>(TSource source, ReadOnlySpan<int> weights, long total)
        where TSource : struct, IRandomSource
    {
        long rest = (long)Bounded.Draw(source, (ulong)total);
        int place = 0;
        while (rest >= weights[place])
        {
            rest -= weights[place];
            place++;
        }

        return place;
    }

    /// <summary>
    /// Draws a place and keeps it with the probability weight / greatest, until it keeps one. A sum
    /// of the weights would be rounded; this quotient is not. On average it makes at most as many
    /// tries as there are weights.
    /// </summary>
    /// <param name="source">Where the random words come from.</param>
    /// <param name="weights">The weights, none negative.</param>
    /// <param name="greatest">The greatest weight, above 0 and finite.</param>
    public static int Draw<TSource>(
        TSource source, ReadOnlySpan<double> weights, double greatest)
        where TSource : struct, IRandomSource
    {
        int rounds = 0;
        ulong mark;
        int place;
        do
        {
            mark = source.Begin();
            do
            {
                place = (int)Bounded.Draw(source, (uint)weights.Length);
            }
            while (!Chance.Occurs(source, weights[place], greatest));
        }
        while (!source.Accepts(mark, ref rounds));
        return place;
    }
}
