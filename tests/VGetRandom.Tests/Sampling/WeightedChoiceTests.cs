using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class WeightedChoiceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(0, 3, 0, 0, 2, 1, 0)]
    [InlineData(100, 1, 0)]
    public void Each_place_comes_for_as_many_numbers_as_its_weight(params int[] weights)
    {
        int total = weights.Sum();
        var counts = new int[weights.Length];
        var script = new Script();
        for (ulong number = 0; number < (ulong)total; number++)
        {
            script.Set(Words.LeadingTo(number, (ulong)total));
            counts[WeightedChoice.Draw(script.Source, weights, total)]++;
        }

        Assert.Equal(weights, counts);
    }

    [Fact]
    public void The_sum_of_large_weights_does_not_overflow()
    {
        int[] weights = [int.MaxValue, int.MaxValue, int.MaxValue];
        var script = new Script();
        Assert.Equal(2, WeightedChoice.Draw(script.Source, weights, 3L * int.MaxValue));
        Assert.Equal(
            [0, 1, 2],
            weights.Select((_, at) =>
            {
                script.Set(Words.LeadingTo((ulong)at, 3));
                return WeightedChoice.Draw(script.Source, weights, 3L * int.MaxValue);
            }));
    }

    /// <summary>Tries each place with each fifth of the words that decide whether it is
    /// kept.</summary>
    [Theory]
    [InlineData(1, 2, 5, 0)]
    [InlineData(5, 5, 5, 5)]
    [InlineData(0, 0, 0, 5)]
    public void A_place_is_kept_for_its_share_of_the_greatest_weight(params int[] fifths)
    {
        // Any scale must do, even that of the smallest numbers.
        foreach (double scale in (double[])[1, 0.25, 4 * double.Epsilon, Math.Pow(2, 1020)])
        {
            double[] weights = [.. fifths.Select(fifth => fifth * scale)];
            var counts = new int[weights.Length];
            var script = new Script();
            for (uint place = 0; place < weights.Length; place++)
            {
                for (ulong fifth = 0; fifth < 5; fifth++)
                {
                    ulong first = Words.LeadingTo(place, (ulong)weights.Length);

                    // Not quite the middle: there few bits but zeros are left of the word, and it
                    // is rejected.
                    ulong second = Words.LeadingTo(fifth, 5) + 1000;
                    script.Set(
                        (uint)(first >> 32), (uint)second, (uint)(second >> 32));
                    _ = script.Suffices(
                        2, source => counts[WeightedChoice.Draw(source, weights, 5 * scale)]++);
                }
            }

            Assert.Equal(fifths, counts);
        }
    }

    /// <summary>Here the weights are greater than their sum allows.</summary>
    [Fact]
    public void A_place_that_is_not_kept_is_followed_by_another()
    {
        double[] weights = [double.MaxValue / 4, double.MaxValue];
        var script = new Script();
        script.Set(0u, uint.MaxValue, uint.MaxValue, 0u, 0u, 0u);
        Assert.Equal(1, WeightedChoice.Draw(script.Source, weights, double.MaxValue));
        Assert.Equal([4, 8, 4, 8, 8, 4, 8], script.Requests[..7]);
    }
}
