using System.Numerics;

namespace VGetRandom.Tests.Facade;

/// <summary>What the draws that the platform lacks accept and refuse.</summary>
public class DrawArgumentTests
{
    private static readonly double[] s_notFinite =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Fact]
    public void Choices_and_weights()
    {
        Assert.Throws<ArgumentException>("choices", () => KernelRandom.Choose<int>([]));
        Assert.Equal(5, KernelRandom.Choose<int>([5]));

        foreach (int[] weights in (int[][])[[], [1], [1, 2, 3], [0, 0]])
        {
            double[] fractions = [.. weights.Select(weight => (double)weight)];
            Assert.Throws<ArgumentException>(
                "weights", () => KernelRandom.ChooseWeighted<int>([7, 8], weights));
            Assert.Throws<ArgumentException>(
                "weights", () => KernelRandom.ChooseWeighted<int>([7, 8], fractions));
        }

        Assert.Throws<ArgumentException>(
            "weights", () => KernelRandom.ChooseWeighted<int>([], (int[])[]));
        Assert.Throws<ArgumentException>(
            "weights", () => KernelRandom.ChooseWeighted<int>([], (double[])[]));
        Assert.Throws<ArgumentOutOfRangeException>(
            "weights", () => KernelRandom.ChooseWeighted<int>([7, 8], [2, -1]));
        foreach (double bad in (double[])[.. s_notFinite, -double.Epsilon, -1])
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                "weights", () => KernelRandom.ChooseWeighted<int>([7, 8], [2, bad]));
        }

        Assert.Equal(8, KernelRandom.ChooseWeighted<int>([7, 8], [0, int.MaxValue]));
        Assert.Equal(8, KernelRandom.ChooseWeighted<int>([7, 8], [-0.0, double.Epsilon]));
    }

    [Fact]
    public void Samples()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            "count", () => KernelRandom.Sample<int>([1, 2], -1));
        Assert.Throws<ArgumentOutOfRangeException>(
            "count", () => KernelRandom.Sample<int>([1, 2], 3));
        Assert.Throws<ArgumentException>(
            "destination", () => KernelRandom.Sample<int>([1, 2], new int[3]));
        Assert.Equal(["a", "b"], KernelRandom.Sample<string>(["a", "b"], 2).Order());
        Assert.Empty(KernelRandom.Sample<string>([], 0));
    }

    [Fact]
    public void Probabilities()
    {
        foreach (double bad in (double[])[.. s_notFinite, -double.Epsilon, 1.0000000000000002])
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                "probability", () => KernelRandom.NextBoolean(bad));
        }

        for (int i = 0; i < 100; i++)
        {
            Assert.False(KernelRandom.NextBoolean(0));
            Assert.True(KernelRandom.NextBoolean(1));
        }
    }

    [Fact]
    public void Ranges_with_both_ends()
    {
        Assert.Throws<ArgumentException>(null, () => KernelRandom.GetIntegerInclusive(1, 0));
        Assert.Throws<ArgumentException>(null, () => KernelRandom.GetDouble(1, 0));
        foreach (double bad in s_notFinite)
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                "fromInclusive", () => KernelRandom.GetDouble(bad, 1));
            Assert.Throws<ArgumentOutOfRangeException>(
                "toInclusive", () => KernelRandom.GetDouble(1, bad));
        }

        Assert.Equal(Int128.MinValue, KernelRandom.GetIntegerInclusive(
            Int128.MinValue, Int128.MinValue));
        Assert.Equal('z', KernelRandom.GetIntegerInclusive('z', 'z'));
    }

    [Fact]
    public void Numbers_of_any_size()
    {
        BigInteger large = BigInteger.One << 20_000;
        Assert.Throws<ArgumentOutOfRangeException>(
            "toExclusive", () => KernelRandom.GetBigInteger(0));
        Assert.Throws<ArgumentOutOfRangeException>(
            "toExclusive", () => KernelRandom.GetBigInteger(-large));
        Assert.Throws<ArgumentException>(null, () => KernelRandom.GetBigInteger(large, large));
        Assert.Equal(large, KernelRandom.GetBigInteger(large, large + 1));
        Assert.InRange(KernelRandom.GetBigInteger(large), large >> 100, large - 1);
        Assert.InRange(KernelRandom.GetBigInteger(-large, 0), -large, -1);
    }

    [Fact]
    public void Arrays_and_lists()
    {
        Assert.Throws<ArgumentNullException>(
            "values", () => KernelRandom.Shuffle((int[])null!));
        Assert.Throws<ArgumentNullException>(
            "values", () => KernelRandom.Shuffle((List<int>)null!));
        Assert.Throws<ArgumentNullException>(
            "choices", () => KernelRandom.GetItems((int[])null!, 1));

        object[] derived = new string[] { "a", "b", "c" };
        KernelRandom.Shuffle(derived);
        Assert.Equal(["a", "b", "c"], derived.Order());
        Assert.Equal(typeof(object[]), KernelRandom.GetItems(derived, 2).GetType());
        List<string> list = ["a", "b", "c"];
        KernelRandom.Shuffle(list);
        Assert.Equal(["a", "b", "c"], list.Order());
    }

    [Fact]
    public void A_text_is_of_130_bits() => Assert.Matches("^[A-Z2-7]{26}$", KernelRandom.GetText());
}
