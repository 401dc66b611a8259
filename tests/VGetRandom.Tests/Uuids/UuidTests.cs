namespace VGetRandom.Tests.Uuids;

public class UuidTests
{
    // RFC 9562, section 5: bits 48 to 51 are the version, bits 64 and 65 are 10.
    private static readonly UInt128 s_version = (UInt128)0xF << 76;
    private static readonly UInt128 s_variant = (UInt128)0x3 << 62;
    private static readonly UInt128 s_fixed = s_version | s_variant;

    [Fact]
    public void Many_at_once_are_of_version_4_with_every_other_bit_random()
    {
        // The chance that a bit is 256 times the same is 2^-255.
        var guids = new Guid[258];
        KernelRandom.NewGuids(guids.AsSpan(1, 256));
        Assert.Equal(Guid.Empty, guids[0]);
        Assert.Equal(Guid.Empty, guids[^1]);
        AssertRandom(guids[1..^1], 4, ~s_fixed);
        Assert.Equal(256, guids[1..^1].Distinct().Count());
        KernelRandom.NewGuids([]);
    }

    [Fact]
    public void Version_7_has_62_random_bits() =>
        AssertRandom(Make(256), 7, ((UInt128)1 << 62) - 1);

    [Fact]
    public void Version_7_of_a_given_time_has_74_random_bits()
    {
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(0x0123_4567_89AB);
        Guid[] guids =
            [.. Enumerable.Range(0, 256).Select(_ => KernelRandom.CreateVersion7(time))];
        AssertRandom(guids, 7, (((UInt128)1 << 62) - 1) | ((UInt128)0xFFF << 64));
        Assert.All(guids, guid => Assert.StartsWith("01234567-89ab-7", guid.ToString()));
        Assert.StartsWith(
            "e677d21f-dbff-7", KernelRandom.CreateVersion7(DateTimeOffset.MaxValue).ToString());
    }

    [Fact]
    public void Version_7_tells_the_time_of_its_making()
    {
        // Other tests of this process may have pushed the time ahead of the clock.
        DateTimeOffset before = DateTimeOffset.UtcNow;
        DateTimeOffset made = TimeOf(KernelRandom.CreateVersion7());
        Assert.InRange(made, before.AddMilliseconds(-1), DateTimeOffset.UtcNow.AddMinutes(1));
    }

    [Fact]
    public void Version_7_is_in_order_as_text_and_as_values()
    {
        Guid[] guids = Make(50_000);
        Assert.Equal(guids.Order(), guids);
        Assert.Equal(
            guids.Select(guid => guid.ToString()).Order(StringComparer.Ordinal),
            guids.Select(guid => guid.ToString()));
    }

    [Fact]
    public void Version_7_is_in_order_on_every_thread_and_never_twice()
    {
        const int Threads = 4;
        const int Each = 20_000;
        var made = new Guid[Threads][];
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
            made[thread] = Make(Each));

        Assert.All(made, row => Assert.Equal(row.Order(), row));

        // The times differ, too, not only the UUIDs.
        Assert.Equal(
            Threads * Each,
            made.SelectMany(row => row).Select(guid => guid.ToString()[..18]).Distinct().Count());
    }

    [Fact]
    public void Many_of_version_7_are_in_order_above_those_before()
    {
        var guids = new Guid[50_002];
        Guid before = KernelRandom.CreateVersion7();
        KernelRandom.CreateVersion7Guids(guids.AsSpan(1, 50_000));
        Guid after = KernelRandom.CreateVersion7();
        Assert.Equal((Guid.Empty, Guid.Empty), (guids[0], guids[^1]));
        Assert.Equal(guids[1..^1].Order(), guids[1..^1]);
        Assert.Equal(50_000, guids[1..^1].Select(g => g.ToString()[..18]).Distinct().Count());
        Assert.True(before < guids[1] && guids[^2] < after);
        AssertRandom(guids[1..257], 7, ((UInt128)1 << 62) - 1);
        KernelRandom.CreateVersion7Guids([]);
    }

    private static Guid[] Make(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => KernelRandom.CreateVersion7())];

    private static DateTimeOffset TimeOf(Guid guid) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(ToNumber(guid) >> 80));

    private static void AssertRandom(Guid[] guids, int version, UInt128 randomBits)
    {
        UInt128 ones = 0;
        UInt128 zeros = 0;
        foreach (Guid guid in guids)
        {
            UInt128 bits = ToNumber(guid);
            Assert.Equal(
                ((UInt128)version << 76) | ((UInt128)2 << 62), bits & s_fixed);
            ones |= bits;
            zeros |= ~bits;
        }

        Assert.Equal(randomBits, ones & zeros & randomBits);
    }

    private static UInt128 ToNumber(Guid guid) => UInt128.Parse(
        guid.ToString("N"), System.Globalization.NumberStyles.HexNumber, null);
}
