using System.Numerics;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class ChoiceTests
{
    public static TheoryData<int> Bounds => [.. Enumerable.Range(2, 40), 63, 64, 65, 127, 128, 300];

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Every_row_of_items_comes_from_equally_many_words(int bound)
    {
        int perWord = Choice.PerWord<ushort>(bound, out _);
        int[] choices = [.. Enumerable.Range(0, bound)];
        int[] items = new int[perWord];
        int rows = (int)BigInteger.Pow(bound, perWord);
        var counts = new int[rows];
        var script = new Script();
        for (int word = 0; word <= ushort.MaxValue; word++)
        {
            script.Set((ushort)word);
            Choice.Fill<ScriptedSource, ushort, int>(script.Source, choices, items);
            if (!script.IsExceeded)
            {
                counts[items.Aggregate((row, item) => (row * bound) + item)]++;
            }
        }

        Assert.All(counts, count => Assert.Equal(65536 / rows, count));
    }

    [Fact]
    public void One_word_of_64_bits_serves_as_many_items_as_fit()
    {
        for (int bound = 2; bound < 5000; bound++)
        {
            int perWord = Choice.PerWord<ulong>(bound, out ulong product);
            BigInteger exact = BigInteger.Pow(bound, perWord);
            BigInteger most = BigInteger.One << (BitOperations.IsPow2(bound) ? 64 : 56);
            Assert.True(exact <= most && exact * bound > most);
            Assert.Equal(BitOperations.IsPow2(bound) ? 0 : exact, product);
        }

        Assert.Equal(1, Choice.PerWord<ulong>(int.MaxValue, out ulong single));
        Assert.Equal((ulong)int.MaxValue, single);
        Assert.Equal(2, Choice.PerWord<ulong>(1 << 30, out _));
    }

    [Fact]
    public void A_short_row_takes_the_first_items_of_its_word()
    {
        char[] choices = [.. "abcdefghij"];
        var script = new Script();
        script.Set(0x0123456789ABCDEFUL);
        var long10 = new char[10];
        Choice.Fill<ScriptedSource, ulong, char>(script.Source, choices, long10);
        script.Set(0x0123456789ABCDEFUL);
        var short5 = new char[5];
        Choice.Fill<ScriptedSource, ulong, char>(script.Source, choices, short5);
        Assert.Equal(long10[..5], short5);
    }

    [Theory]
    [InlineData(62, 32, new[] { 32 })]
    [InlineData(62, 1, new[] { 8 })]
    [InlineData(256, 16, new[] { 16 })]
    [InlineData(64, 2560, new[] { 2048 })]
    [InlineData(64, 2561, new[] { 2048, 8 })]
    [InlineData(1, 1000, new int[0])]
    [InlineData(5, 0, new[] { 0 })]
    public void Requests_are_as_few_as_the_buffer_allows(int bound, int length, int[] expected)
    {
        // Every word is all ones, so none is rejected.
        var script = new Script();
        int[] items = new int[length];
        Choice.Fill<ScriptedSource, ulong, int>(
            script.Source, Enumerable.Range(0, bound).ToArray(), items);
        Assert.Equal(expected.Where(size => size > 0), script.Requests);
        Assert.All(items, item => Assert.Equal(bound - 1, item));
    }

    [Fact]
    public void A_rejected_word_is_replaced()
    {
        // 2^64 mod 3^35 is not 0, so the word 0 is rejected.
        var script = new Script();
        script.Set(0UL);
        int[] items = new int[35];
        Choice.Fill<ScriptedSource, ulong, int>(script.Source, [0, 1, 2], items);
        Assert.Equal([8, 8], script.Requests);
        Assert.All(items, item => Assert.Equal(2, item));
    }
}
