using VGetRandom.Tests.Sampling;

namespace VGetRandom.Tests.Facade;

/// <summary>System.Random's promises, at the limits where others broke them.</summary>
public class RandomContractTests
{
    [Fact]
    public void The_greatest_word_gives_the_greatest_number_and_not_one_more()
    {
        var script = new Script();
        script.Set(uint.MaxValue);
        Assert.Equal(int.MaxValue - 1, KernelRandom.NextOf(script.Source));
        script.Set(ulong.MaxValue);
        Assert.Equal(long.MaxValue - 1, KernelRandom.NextInt64Of(script.Source));
        Assert.Equal(1 - Math.Pow(2, -53), KernelRandom.ToUnit(ulong.MaxValue));
        Assert.Equal(1 - MathF.Pow(2, -24), KernelRandom.ToUnit(uint.MaxValue));
        Assert.True(KernelRandom.ToUnit(ulong.MaxValue) < 1);
        Assert.True(KernelRandom.ToUnit(uint.MaxValue) < 1);
    }

    [Fact]
    public void The_least_word_gives_zero()
    {
        Assert.Equal(0.0, KernelRandom.ToUnit(0ul));
        Assert.Equal(0.0f, KernelRandom.ToUnit(0u));
        Assert.Equal(Math.Pow(2, -53), KernelRandom.ToUnit(1ul << 11));
        Assert.Equal(MathF.Pow(2, -24), KernelRandom.ToUnit(1u << 8));
    }

    /// <summary>The chance that a given bit stays the same in 256 draws is 2^-255.</summary>
    [Fact]
    public void Every_bit_of_a_fraction_takes_both_values()
    {
        ulong ones53 = 0;
        ulong zeros53 = 0;
        uint ones24 = 0;
        uint zeros24 = 0;
        for (int i = 0; i < 256; i++)
        {
            ulong bits53 = (ulong)(KernelRandom.NextDouble() * (1L << 53));
            uint bits24 = (uint)(KernelRandom.NextSingle() * (1 << 24));
            ones53 |= bits53;
            zeros53 |= ~bits53;
            ones24 |= bits24;
            zeros24 |= ~bits24;
        }

        Assert.Equal((1ul << 53) - 1, ones53);
        Assert.Equal((1u << 24) - 1, ones24);
        Assert.Equal(ulong.MaxValue, zeros53);
        Assert.Equal(uint.MaxValue, zeros24);
    }

    [Fact]
    public void The_ends_of_small_ranges_come_and_nothing_beyond()
    {
        // The chance that one of 3 numbers is missing after 300 draws is below 2^-170.
        Random random = KernelRandom.Random;
        Assert.Equal([-1, 0, 1], Draw(() => random.Next(-1, 2)));
        Assert.Equal([-1L, 0, 1], Draw(() => random.NextInt64(-1, 2)));
        Assert.Equal([0, 1, 2], Draw(() => random.Next(3)));
        Assert.Equal([0L, 1, 2], Draw(() => random.NextInt64(3)));
        Assert.Equal([int.MaxValue - 1], Draw(() => random.Next(int.MaxValue - 1, int.MaxValue)));
        Assert.Equal([7], Draw(() => random.Next(7, 7)));

        static IEnumerable<T> Draw<T>(Func<T> draw) =>
            Enumerable.Range(0, 300).Select(_ => draw()).Distinct().Order();
    }

    /// <summary>Among 64 numbers of 31 bits, no two threads have one of the same place.</summary>
    [Fact]
    public void Threads_share_the_instance_and_nothing_else()
    {
        const int Threads = 4;
        var drawn = new long[Threads][];
        Parallel.For(0, Threads, thread => drawn[thread] =
            [.. Enumerable.Range(0, 5000).Select(_ => KernelRandom.Random.NextInt64())]);

        // The chance of two equal numbers among 20,000 of 63 bits is below 2^-34; three such pairs
        // never come.
        Assert.InRange(drawn.SelectMany(row => row).Distinct().Count(), 19_998, 20_000);
    }
}
