using System.Numerics;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class SampleTests
{
    [Theory]
    [InlineData(8, 2)]
    [InlineData(9, 2)]
    [InlineData(11, 2)]
    [InlineData(200, 2)]
    public void Every_row_of_few_comes_from_equally_many_pairs_of_words(int items, int count)
    {
        var counts = new Dictionary<string, int>();
        var script = new Script();
        for (int first = 0; first <= byte.MaxValue; first++)
        {
            for (int second = 0; second <= byte.MaxValue; second++)
            {
                script.Set((byte)first, (byte)second);
                _ = script.Suffices(
                    2, source => Count(counts, Drawn<byte>(source, items, count)));
            }
        }

        int each = 256 / items;
        Assert.Equal(items * (items - 1), counts.Count);
        Assert.All(counts.Values, found => Assert.Equal(each * each, found));
    }

    /// <summary>For each bound up to 4, equally many of these 12 words lead to every
    /// number.</summary>
    [Theory]
    [InlineData(2, 1, 2)]
    [InlineData(3, 1, 3)]
    [InlineData(3, 2, 6)]
    [InlineData(4, 2, 12)]
    [InlineData(4, 3, 24)]
    [InlineData(3, 3, 6)]
    public void Every_row_of_many_comes_from_equally_many_words(int items, int count, int rows)
    {
        byte[] words = [.. Enumerable.Range(0, 12).Select(i => (byte)(((256 * i) + 128) / 12))];
        var counts = new Dictionary<string, int>();
        var script = new Script();
        foreach (byte first in words)
        {
            foreach (byte second in words)
            {
                foreach (byte third in words)
                {
                    script.Set(first, second, third);
                    Count(counts, Drawn<byte>(script.Source, items, count));
                    Assert.False(script.IsExceeded);
                }
            }
        }

        Assert.Equal(rows, counts.Count);
        Assert.All(counts.Values, found => Assert.Equal(12 * 12 * 12 / rows, found));
    }

    [Fact]
    public void A_place_that_was_drawn_before_is_drawn_anew()
    {
        var script = new Script();
        ulong[] places = [7, 7, 3, 7, 3, 39];
        script.Set(places.Select(place => Words.LeadingTo(place, 40)).ToArray());
        Assert.Equal([7, 3, 39], Drawn<ulong>(script.Source, 40, 3));
        Assert.Equal(places.Length, script.Requests.Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 0)]
    public void Nothing_is_asked_for_where_there_is_nothing_to_draw(int items, int count)
    {
        var script = new Script();
        _ = Drawn<uint>(script.Source, items, count);
        Assert.Empty(script.Requests);
    }

    [Theory]
    [InlineData(1024, 256)]
    [InlineData(1028, 257)]
    [InlineData(1028, 258)]
    [InlineData(1_000_000, 100_000)]
    public void A_large_sample_has_each_place_once(int items, int count)
    {
        int[] values = [.. Enumerable.Range(0, items)];
        int[] sample = KernelRandom.Sample<int>(values, count);
        Assert.Equal(count, sample.Distinct().Count());
        Assert.All(sample, item => Assert.InRange(item, 0, items - 1));
        Assert.NotEqual(sample.Order(), sample);
    }

    private static int[] Drawn<TWord>(ScriptedSource source, int items, int count)
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        var row = new int[count];
        Sample.Fill<ScriptedSource, TWord, int>(
            source, Enumerable.Range(0, items).ToArray(), row);
        Assert.Equal(count, row.Distinct().Count());
        return row;
    }

    private static void Count(Dictionary<string, int> counts, int[] values)
    {
        string row = string.Join(' ', values);
        counts[row] = counts.GetValueOrDefault(row) + 1;
    }
}
