namespace VGetRandom.Tests.Facade;

/// <summary>Checks for equal chances on this machine's backend. Each test fails on good numbers
/// with a probability below 2^-60; see <see cref="ChiSquared"/>. The exhaustive tests of
/// VGetRandom.Tests.Sampling show that ranges are exactly fair; these show that the facade uses
/// them rightly.</summary>
public class UniformityTests
{
    private static readonly int[] s_fifty = [.. Enumerable.Range(0, 50)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(256)]
    public void Ranges_of_32_bits(int cells)
    {
        ChiSquared.AssertUniform(cells, () => KernelRandom.GetInt32(cells));
        ChiSquared.AssertUniform(cells, () => KernelRandom.GetInt32(-7, cells - 7) + 7);
        ChiSquared.AssertUniform(cells, () => KernelRandom.Next(cells));
        ChiSquared.AssertUniform(cells, () => KernelRandom.Random.Next(-7, cells - 7) + 7);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Ranges_of_64_bits(int cells)
    {
        ChiSquared.AssertUniform(cells, () => (int)KernelRandom.GetInt64(cells));
        ChiSquared.AssertUniform(cells, () => (int)(KernelRandom.GetInt64(-7, cells - 7) + 7));
        ChiSquared.AssertUniform(cells, () => (int)KernelRandom.NextInt64(cells));
    }

    /// <summary>In the widest ranges, a bias or a cut would show in the quarters.</summary>
    [Fact]
    public void Quarters_of_the_widest_ranges()
    {
        ChiSquared.AssertUniform(4, () => KernelRandom.Next() >> 29);
        ChiSquared.AssertUniform(4, () => (int)(KernelRandom.NextInt64() >> 61));
        ChiSquared.AssertUniform(
            4, () => (KernelRandom.GetInt32(int.MinValue, int.MaxValue) >> 30) + 2);
        ChiSquared.AssertUniform(
            4, () => (int)(KernelRandom.GetInt64(long.MinValue, long.MaxValue) >> 62) + 2);
        ChiSquared.AssertUniform(
            4, () => (int)(KernelRandom.GetInteger(Int128.MinValue, Int128.MaxValue) >> 126) + 2);
        ChiSquared.AssertUniform(
            4, () => (int)(KernelRandom.GetInteger(UInt128.MaxValue) >> 126));

        ChiSquared.AssertUniform(
            4, () => (int)(KernelRandom.GetInteger(long.MinValue, long.MaxValue) >> 62) + 2);
        ChiSquared.AssertUniform(
            4, () => (KernelRandom.GetInteger(int.MinValue, int.MaxValue) >> 30) + 2);
        ChiSquared.AssertUniform(
            255, () => KernelRandom.GetInteger(sbyte.MinValue, sbyte.MaxValue) + 128);

        // A 32-bit remainder would bias this range most.
        ChiSquared.AssertUniform(
            3, () => (int)(KernelRandom.GetInteger(3u << 30) >> 30));
    }

    [Fact]
    public void Items_and_characters()
    {
        ChiSquared.AssertUniform(50, counts => Count(counts, KernelRandom.GetItems<int>(
            s_fifty, 1_000_003)));
        ChiSquared.AssertUniform(16, counts => Count(counts, KernelRandom.GetHexString(
            999_999, lowercase: true).Select(c => Convert.ToInt32(c.ToString(), 16))));
        ChiSquared.AssertUniform(10, counts => Count(counts, KernelRandom.GetString(
            "0123456789", 500_000).Select(c => c - '0')));
        ChiSquared.AssertUniform(64, counts => Count(counts, KernelRandom.GetToken(300_000).Select(
            c => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".IndexOf(c))));
    }

    [Fact]
    public void Chosen_and_weighted_items_and_samples()
    {
        ReadOnlyMemory<int> fifty = s_fifty;
        ChiSquared.AssertUniform(50, () => KernelRandom.Choose(fifty.Span));

        // The two equal weights must come equally often, and together as often as the third.
        ChiSquared.AssertUniform(
            2, () => KernelRandom.ChooseWeighted<int>([0, 1, 1], [6, 3, 3]));
        ChiSquared.AssertUniform(
            2, () => KernelRandom.ChooseWeighted<int>([0, 1, 1], [0.6, 0.3, 0.3]));

        ChiSquared.AssertUniform(50, () => KernelRandom.Sample(fifty.Span, 12)[3]);
        ChiSquared.AssertUniform(50, () => KernelRandom.Sample(fifty.Span, 49)[3]);
    }

    [Fact]
    public void Booleans_inclusive_ranges_and_texts()
    {
        ChiSquared.AssertUniform(2, () => KernelRandom.NextBoolean() ? 1 : 0);
        ChiSquared.AssertUniform(2, () => KernelRandom.NextBoolean(0.5) ? 1 : 0);
        ChiSquared.AssertUniform(3, () => KernelRandom.GetIntegerInclusive(-1, 1) + 1);
        ChiSquared.AssertUniform(
            256, () => KernelRandom.GetIntegerInclusive<byte>(0, byte.MaxValue));
        ChiSquared.AssertUniform(
            4, () => (int)(KernelRandom.GetIntegerInclusive<UInt128>(0, UInt128.MaxValue) >> 126));
        ChiSquared.AssertUniform(
            4, () => (KernelRandom.GetIntegerInclusive(int.MinValue, int.MaxValue) >> 30) + 2);
        ChiSquared.AssertUniform(5, () => (int)KernelRandom.GetBigInteger(-2, 3) + 2);
        ChiSquared.AssertUniform(
            4, () => (int)Math.Min(3, KernelRandom.GetDouble(-2, 2) + 2));
        ChiSquared.AssertUniform(32, counts =>
        {
            for (int i = 0; i < 5000; i++)
            {
                Count(counts, KernelRandom.GetText().Select(
                    c => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c)));
            }
        });
    }

    [Fact]
    public void Neighbouring_items_are_independent() =>
        ChiSquared.AssertUniform(49, counts =>
        {
            int[] items = KernelRandom.GetItems<int>([0, 1, 2, 3, 4, 5, 6], 400_000);
            Count(counts, items.Zip(items.Skip(1), (first, second) => (first * 7) + second)
                .Where((_, at) => at % 2 == 0));
        });

    [Fact]
    public void Every_order_of_five_and_every_place_of_many()
    {
        ChiSquared.AssertUniform(120, () =>
        {
            Span<int> values = [0, 1, 2, 3, 4];
            KernelRandom.Shuffle(values);
            return RankOf(values);
        });

        // Counts where the first, a middle and the last of a thousand items go.
        var values = new int[1000];
        foreach (int tracked in (int[])[0, 500, 999])
        {
            ChiSquared.AssertUniform(10, () =>
            {
                Array.Clear(values);
                values[tracked] = 1;
                KernelRandom.Shuffle<int>(values);
                return Array.IndexOf(values, 1) / 100;
            });
        }
    }

    [Fact]
    public void Fractions_and_bytes()
    {
        ChiSquared.AssertUniform(100, () => (int)(KernelRandom.NextDouble() * 100));
        ChiSquared.AssertUniform(100, () => (int)(KernelRandom.NextSingle() * 100));
        ChiSquared.AssertUniform(256, counts => Count(counts, Bytes(KernelRandom.NextBytes)));
        ChiSquared.AssertUniform(255, counts => Count(
            counts, Bytes(KernelRandomNumberGenerator.Shared.GetNonZeroBytes).Select(b => b - 1)));

        static IEnumerable<int> Bytes(Action<byte[]> fill)
        {
            var bytes = new byte[2_000_000];
            fill(bytes);
            return bytes.Select(b => (int)b);
        }
    }

    /// <summary>Shows that the tests above can fail.</summary>
    [Fact]
    public void A_bias_of_a_few_percent_is_found()
    {
        // For a byte modulo 100, 56 results come 3 times in 256 and 44 twice.
        var counts = new long[100];
        Count(counts, KernelRandom.GetBytes(400_000).Select(b => b % 100));
        Assert.True(ChiSquared.Statistic(counts) > 2 * ChiSquared.Limit(100));
    }

    private static void Count(long[] counts, IEnumerable<int> results)
    {
        foreach (int result in results)
        {
            counts[result]++;
        }
    }

    private static int RankOf(ReadOnlySpan<int> order)
    {
        int rank = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int smaller = 0;
            foreach (int later in order[(i + 1)..])
            {
                smaller += later < order[i] ? 1 : 0;
            }

            rank = (rank * (order.Length - i)) + smaller;
        }

        return rank;
    }
}
