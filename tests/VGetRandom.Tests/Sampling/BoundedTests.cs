using System.Numerics;
using CsCheck;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class BoundedTests
{
    [Fact]
    public void Every_number_comes_from_equally_many_8_bit_words_for_every_bound()
    {
        var script = new Script();
        for (int bound = 1; bound <= byte.MaxValue; bound++)
        {
            var counts = new int[bound];
            for (int word = 0; word <= byte.MaxValue; word++)
            {
                script.Set((byte)word);
                byte number = Bounded.Draw(script.Source, (byte)bound);
                counts[number] += script.IsExceeded ? 0 : 1;
            }

            Assert.All(counts, count => Assert.Equal(256 / bound, count));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(32767)]
    [InlineData(32768)]
    [InlineData(32769)]
    [InlineData(43691)]
    [InlineData(65535)]
    public void Every_number_comes_from_equally_many_16_bit_words(int bound)
    {
        var script = new Script();
        var counts = new int[bound];
        for (int word = 0; word <= ushort.MaxValue; word++)
        {
            script.Set((ushort)word);
            ushort number = Bounded.Draw(script.Source, (ushort)bound);
            counts[number] += script.IsExceeded ? 0 : 1;
        }

        Assert.All(counts, count => Assert.Equal(65536 / bound, count));
    }

    [Fact]
    public void Wider_words_lead_to_the_number_and_are_rejected_as_the_definition_says()
    {
        Gen<uint> gen32 = Words.Gen64.Select(word => (uint)(word >> 32 | word));
        Gen.Select(gen32, gen32, gen32).Where((bound, _, _) => bound > 0).Sample(AssertDefinition);
        Gen.Select(Words.Gen64, Words.Gen64, Words.Gen64).Where((bound, _, _) => bound > 0)
            .Sample(AssertDefinition);
        Gen.Select(Words.Gen128, Words.Gen128, Words.Gen128).Where((bound, _, _) => bound > 0)
            .Sample(AssertDefinition);
    }

    /// <summary>Words may be rejected only where the words of a number begin.</summary>
    [Fact]
    public void The_first_words_of_each_number_are_accepted_or_not_as_the_definition_says()
    {
        Gen.Select(Words.Gen64, Words.Gen64, Gen.Int[-2, 2])
            .Where((bound, _, _) => bound > 0)
            .Sample((bound, pick, offset) =>
            {
                UInt128 first = ((((UInt128)(pick % bound)) << 64) + bound - 1) / bound;
                ulong word = unchecked((ulong)first + (ulong)offset);
                AssertDefinition(bound, word, ulong.MaxValue / 3);
            });
    }

    [Fact]
    public void A_bound_of_zero_gives_zero_in_one_request()
    {
        var script = new Script();
        script.Set(0xDEADBEEFu, 0u);
        Assert.Equal(0u, Bounded.Draw(script.Source, 0u));
        Assert.Equal([4], script.Requests);
    }

    [Fact]
    public void A_rejected_word_costs_one_more_request()
    {
        var script = new Script();
        script.Set(0u, 0u, 0xFFFFFFFFu);
        Assert.Equal(2u, Bounded.Draw(script.Source, 3u));
        Assert.Equal([4, 4, 4], script.Requests);
    }

    private static void AssertDefinition<T>(T bound, T word, T next)
        where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
    {
        BigInteger range = BigInteger.CreateChecked(bound);
        BigInteger all = BigInteger.One << Words.Bits<T>();
        BigInteger product = BigInteger.CreateChecked(word) * range;
        bool isAccepted = product % all >= all % range;

        var script = new Script();
        script.Set(word, next);
        BigInteger number = BigInteger.CreateChecked(Bounded.Draw(script.Source, bound));
        Assert.Equal(isAccepted, script.Requests.Count == 1);
        if (isAccepted)
        {
            Assert.Equal(product / all, number);
        }

        Assert.InRange(number, 0, range - 1);
    }
}
