namespace VGetRandom.Tests.Facade;

/// <summary>Pearson's test of counts that should all be equal.</summary>
/// <remarks>
/// Laurent and Massart (2000), lemma 1: a chi-squared variable of k degrees of freedom is above k +
/// 2 sqrt(k x) + 2 x with a probability below e^-x. Here x is 70 ln 2, so that probability is
/// 2^-70. Pearson's statistic has that distribution only in the limit. But we expect thousands in
/// every cell, and 10 bits lie between 2^-70 and the 2^-60 that these tests promise.
/// </remarks>
internal static class ChiSquared
{
    private const int ExpectedPerCell = 4000;
    private const double X = 70 * 0.6931471805599453;

    /// <summary>Draws, and fails if some results come too often or too seldom.</summary>
    public static void AssertUniform(int cells, Func<int> draw) =>
        AssertUniform(cells, counts =>
        {
            for (int i = 0; i < cells * ExpectedPerCell; i++)
            {
                counts[draw()]++;
            }
        });

    /// <summary>Does the same for many draws at once.</summary>
    /// <param name="cells">How many different results there are.</param>
    /// <param name="count">Adds at least <see cref="ExpectedPerCell"/> results per cell to the
    /// counts.</param>
    public static void AssertUniform(int cells, Action<long[]> count)
    {
        var counts = new long[cells];
        count(counts);
        Assert.True(counts.Sum() >= (long)cells * ExpectedPerCell);
        Assert.InRange(Statistic(counts), 0, Limit(cells));
    }

    public static double Statistic(long[] counts)
    {
        double expected = (double)counts.Sum() / counts.Length;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }

    public static double Limit(int cells) =>
        cells - 1 + (2 * Math.Sqrt((cells - 1) * X)) + (2 * X);
}
