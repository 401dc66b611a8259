using CsCheck;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

public class DoubleRangeTests
{
    private const double Least = double.Epsilon;
    private static readonly double s_gap = Math.BitIncrement(1.0) - 1;

    /// <summary>Ranges, and all values that they may give.</summary>
    public static TheoryData<double, double, double[]> Ranges => new()
    {
        { 7, 7, [7] },
        { -3 * Least, 2 * Least, [-3 * Least, -2 * Least, -Least, 0, Least, 2 * Least] },
        { 1, 1 + (3 * s_gap), [1, 1 + s_gap, 1 + (2 * s_gap), 1 + (3 * s_gap)] },
        {
            // Below 1 the gaps are half as wide, so only every other number comes, and the end.
            1 - (1.5 * s_gap), 1 + s_gap, [1 - (1.5 * s_gap), 1 - s_gap, 1, 1 + s_gap]
        },
        { 1 - s_gap, 1, [1 - s_gap, 1 - (s_gap / 2), 1] },
        {
            -1 - s_gap, -1 + (1.5 * s_gap), [-1 - s_gap, -1, -1 + s_gap, -1 + (1.5 * s_gap)]
        },
        {
            Math.BitDecrement(double.MaxValue), double.MaxValue,
            [Math.BitDecrement(double.MaxValue), double.MaxValue]
        },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void Each_number_comes_once(double from, double to, double[] expected)
    {
        var script = new Script();
        var drawn = new List<double>();
        for (int i = 0; i < expected.Length; i++)
        {
            script.Set(Words.LeadingTo((ulong)i, (ulong)expected.Length));
            drawn.Add(DoubleRange.Draw(script.Source, from, to));
            Assert.InRange(script.Requests.Count, 0, 1);
        }

        Assert.Equal(expected, drawn.Order());
    }

    [Theory]
    [InlineData(-1, 1, 1L << 54)]
    [InlineData(0, 1, 1L << 53)]
    [InlineData(0.5, 1, 1L << 52)]
    [InlineData(-0.75, 1.5, 9L << 50)]
    [InlineData(-double.MaxValue, double.MaxValue, ((1L << 53) - 1) * 2)]
    public void The_numbers_are_as_many_gaps_apart(double from, double to, long gaps)
    {
        var script = new Script();
        ulong count = (ulong)gaps + 1;
        double gap = (to / gaps) - (from / gaps);
        foreach (ulong number in (ulong[])[0, 1, 2, count / 2, count - 2, count - 1])
        {
            script.Set(Words.LeadingTo(number, count));
            double ofTo = to - (number * gap);
            double expected = double.IsFinite(ofTo) && number < 3 ? ofTo
                : number == count / 2 ? (from / 2) + (to / 2)
                : from + ((count - 1 - number) * gap);
            double drawn = DoubleRange.Draw(script.Source, from, to);
            Assert.Equal(Math.Abs(from) > Math.Abs(to) ? from + to - expected : expected, drawn);
        }
    }

    [Fact]
    public void A_number_is_the_nearer_end_or_whole_gaps_from_the_farther()
    {
        Gen<double> ends = Gen.OneOf(
            Gen.ULong.Select(BitConverter.UInt64BitsToDouble),
            Gen.Double[-2, 2],
            Gen.Int[-4, 4].Select(value => (double)value)).Where(double.IsFinite);
        Gen.Select(ends, ends, Words.Gen64).Sample((one, other, word) =>
        {
            double from = Math.Min(one, other);
            double to = Math.Max(one, other);
            var script = new Script();
            script.Set(word);
            double drawn = DoubleRange.Draw(script.Source, from, to);
            Assert.InRange(drawn, from, to);
            if (from < to)
            {
                double gap = Math.Max(Math.BitIncrement(from) - from, to - Math.BitDecrement(to));
                double nearer = Math.Abs(from) > Math.Abs(to) ? to : from;
                Assert.True(drawn == nearer || drawn % gap == 0);
            }
        });
    }

    [Fact]
    public void Zero_has_no_sign()
    {
        var script = new Script();
        script.Set(Words.LeadingTo(1, 3));
        double zero = DoubleRange.Draw(script.Source, -2 * Least, Least);
        script.Set(Words.LeadingTo(2, 4));
        zero = DoubleRange.Draw(script.Source, -2 * Least, Least);
        Assert.Equal(0, zero);
        Assert.False(double.IsNegative(zero));
    }
}
