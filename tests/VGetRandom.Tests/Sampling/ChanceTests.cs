using System.Numerics;
using CsCheck;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class ChanceTests
{
    private static readonly Gen<double> s_positive = Gen.OneOf(
        Gen.ULong[1, BitConverter.DoubleToUInt64Bits(double.MaxValue)],
        Gen.ULong[1, 1UL << 53]).Select(BitConverter.UInt64BitsToDouble);

    /// <summary>Goes through all pairs of the first and the last word, with zeros in
    /// between.</summary>
    [Theory]
    [InlineData(64, 64, 0)]
    [InlineData(64, 127, 0)]
    [InlineData(100, 127, 0)]
    [InlineData(127, 64, 1)]
    [InlineData(90, 77, 1)]
    [InlineData(90, 77, 2)]
    [InlineData(127, 64, 5)]
    [InlineData(65, 100, 9)]
    [InlineData(99, 100, 10)]
    [InlineData(64, 64, 17)]
    [InlineData(70, 65, 20)]
    public void As_many_words_as_the_quotient_says_let_it_occur(int part, int whole, int halvings)
    {
        int between = Math.Max(0, (halvings - 2) / 8);
        int bound = whole << Math.Min(halvings, 1);
        int good = 0;
        int occurred = 0;
        var script = new Script();
        for (int first = 0; first <= byte.MaxValue; first++)
        {
            if (first * bound % 256 < 256 % bound)
            {
                continue;
            }

            for (int last = 0; last <= byte.MaxValue; last++)
            {
                script.Set([(byte)first, .. new byte[between], (byte)last]);
                good++;
                occurred += Chance.Occurs(script.Source, (byte)part, (byte)whole, halvings) ? 1 : 0;
                Assert.False(script.IsExceeded);
            }
        }

        int possible = whole << (halvings - (8 * between));
        Assert.Equal((long)good * part, (long)occurred * possible);
    }

    [Fact]
    public void A_bit_that_is_not_zero_ends_it()
    {
        var script = new Script();
        script.Set<byte>(0, 0, 1, 0);
        Assert.False(Chance.Occurs(script.Source, (byte)64, (byte)64, 1 + 24));
        Assert.Equal([1, 1, 1], script.Requests);
        script.Set<byte>(0, 0, 0, 0);
        Assert.True(Chance.Occurs(script.Source, (byte)64, (byte)64, 1 + 24));
        Assert.Equal([1, 1, 1, 1], script.Requests);
    }

    [Fact]
    public void The_integers_have_the_very_quotient_of_the_doubles() =>
        Gen.Select(s_positive, s_positive).Sample((one, other) =>
        {
            double part = Math.Min(one, other);
            double whole = Math.Max(one, other);
            (ulong partBits, ulong wholeBits, int halvings) = Chance.Ratio(part, whole);
            Assert.InRange(partBits, 1UL << 52, (1UL << 53) - 1);
            Assert.InRange(wholeBits, 1UL << 52, (1UL << 53) - 1);
            Assert.Equal(
                Exact(part) * wholeBits << halvings,
                Exact(whole) * partBits);
        });

    [Fact]
    public void The_word_decides_at_the_very_value_of_a_probability() =>
        Gen.Double[1.0 / 1024, 1].Where(probability => probability < 1).Sample(probability =>
        {
            // This many of the 2^64 words, counted from 0, let it occur.
            ulong least = (ulong)Math.ScaleB(probability, 64);
            Assert.True(OccursFor(least - 1, probability));
            Assert.False(OccursFor(least, probability));
        });

    [Theory]
    [InlineData(0, false, 0)]
    [InlineData(1, true, 1)]
    [InlineData(0.5, true, 1)]
    [InlineData(double.Epsilon, true, 18)]
    public void The_least_words_let_everything_occur_that_can(
        double probability, bool occurs, int requests)
    {
        var script = new Script();
        script.Set(new ulong[requests]);
        Assert.Equal(occurs, Chance.Occurs(script.Source, probability, 1));
        Assert.Equal(requests, script.Requests.Count);
    }

    private static bool OccursFor(ulong word, double probability)
    {
        var script = new Script();
        script.Set(word);
        bool occurs = Chance.Occurs(script.Source, probability, 1);
        Assert.Equal([8], script.Requests);
        return occurs;
    }

    /// <summary>Returns the value as a multiple of the least positive double.</summary>
    private static BigInteger Exact(double value)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int exponent = (int)(bits >> 52);
        BigInteger fraction = bits & ((1UL << 52) - 1);
        return exponent == 0 ? fraction : (fraction + (1UL << 52)) << (exponent - 1);
    }
}
