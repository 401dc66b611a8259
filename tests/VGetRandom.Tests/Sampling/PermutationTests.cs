using System.Numerics;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class PermutationTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 6)]
    [InlineData(4, 24)]
    [InlineData(5, 120)]
    public void Every_order_comes_from_equally_many_words(int items, int orders)
    {
        var counts = new Dictionary<string, int>();
        var script = new Script();
        for (int word = 0; word <= ushort.MaxValue; word++)
        {
            script.Set((ushort)word);
            int[] order = Shuffled<ushort>(script, items);
            if (!script.IsExceeded)
            {
                Count(counts, order);
            }
        }

        Assert.Equal(orders, counts.Count);
        Assert.All(counts.Values, count => Assert.Equal(65536 / orders, count));
    }

    [Theory]
    [InlineData(5, 120, 20, 6)]
    [InlineData(6, 720, 30, 24)]
    public void Every_order_comes_from_equally_many_pairs_of_words(
        int items, int orders, int ofFirst, int ofSecond)
    {
        var counts = new Dictionary<string, int>();
        var script = new Script();
        for (int first = 0; first <= byte.MaxValue; first++)
        {
            for (int second = 0; second <= byte.MaxValue; second++)
            {
                if (IsGood(first, ofFirst, 256) && IsGood(second, ofSecond, 256))
                {
                    script.Set((byte)first, (byte)second);
                    Count(counts, Shuffled<byte>(script, items));
                }
            }
        }

        Assert.Equal(orders, counts.Count);
        int each = 256 / ofFirst * (256 / ofSecond);
        Assert.All(counts.Values, count => Assert.Equal(each, count));
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(8, 4)]
    [InlineData(9, 3)]
    [InlineData(16, 3)]
    [InlineData(17, 2)]
    [InlineData(100, 2)]
    [InlineData(129, 1)]
    public void The_places_of_one_word_get_every_row_of_items_from_equally_many_words(
        int items, int places)
    {
        int rows = Enumerable.Range(items - places + 1, places).Aggregate((a, b) => a * b);
        var counts = new Dictionary<string, int>();
        var script = new Script();
        for (int word = 0; word <= ushort.MaxValue; word++)
        {
            if (IsGood(word, rows, 65536))
            {
                script.Set((ushort)word);
                Count(counts, Shuffled<ushort>(script, items)[(items - places)..]);
            }
        }

        Assert.Equal(rows, counts.Count);
        Assert.All(counts.Values, count => Assert.Equal(65536 / rows, count));
    }

    [Fact]
    public void A_rejected_word_is_replaced()
    {
        // 2^16 mod 5! is not 0, so the word 0 is rejected; it would rotate the items by one.
        var script = new Script();
        script.Set((ushort)0, ushort.MaxValue);
        Assert.Equal([0, 1, 2, 3, 4], Shuffled<ushort>(script, 5));
        Assert.Equal([2, 2], script.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nothing_is_asked_for_where_there_is_nothing_to_shuffle(int items)
    {
        var script = new Script();
        _ = Shuffled<ulong>(script, items);
        Assert.Empty(script.Requests);
    }

    [Fact]
    public void A_million_items_take_a_few_thousand_requests()
    {
        var script = new Script();
        int[] values = Shuffled<ulong>(script, 1_000_000);
        Assert.InRange(script.Requests.Count, 1, 2000);
        Assert.Equal(Enumerable.Range(0, values.Length), values.Order());
    }

    [Fact]
    public void A_failed_request_loses_no_item()
    {
        var script = new Script { FailAt = 1 };
        int[] values = [.. Enumerable.Range(0, 10_000)];
        Assert.Throws<InvalidOperationException>(
            () => Permutation.Shuffle<ScriptedSource, ulong, int>(script.Source, values));
        Assert.Equal(2, script.Requests.Count);
        Assert.Equal(Enumerable.Range(0, values.Length), values.Order());
    }

    private static int[] Shuffled<TWord>(Script script, int items)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        int[] values = [.. Enumerable.Range(0, items)];
        Permutation.Shuffle<ScriptedSource, TWord, int>(script.Source, values);
        Assert.Equal(items, values.Distinct().Count());
        return values;
    }

    /// <summary>Whether the definition allows a word for that many results.</summary>
    private static bool IsGood(int word, int results, int words) =>
        (long)word * results % words >= words % results;

    private static void Count(Dictionary<string, int> counts, int[] values)
    {
        string order = string.Join(' ', values);
        counts[order] = counts.GetValueOrDefault(order) + 1;
    }
}
