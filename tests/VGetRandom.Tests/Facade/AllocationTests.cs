namespace VGetRandom.Tests.Facade;

public class AllocationTests
{
    private static readonly int[] s_choices = [.. Enumerable.Range(0, 52)];
    private static readonly int[] s_items = new int[2000];
    private static readonly int[] s_few = new int[400];
    private static readonly List<int> s_list = [.. s_choices];
    private static readonly char[] s_text = new char[3000];
    private static readonly byte[] s_bytes = new byte[3000];
    private static readonly Guid[] s_guids = new Guid[300];

    [Fact]
    public void Nothing_is_allocated_but_results() => Allocations.AssertNone(Draw);

    /// <summary>A string of 43 characters takes 22 bytes besides them.</summary>
    [Fact]
    public void A_string_is_all_that_its_making_allocates()
    {
        const int Bytes = 112;
        _ = KernelRandom.GetToken();
        _ = KernelRandom.GetString("abc", 43);
        _ = KernelRandom.GetHexString(43);
        AssertAllocates(80, KernelRandom.GetText);
        AssertAllocates(Bytes, () => KernelRandom.GetToken());
        AssertAllocates(Bytes, () => KernelRandom.GetString("abc", 43));
        AssertAllocates(Bytes, () => KernelRandom.GetHexString(43));
    }

    private static void AssertAllocates(long bytes, Func<string> make)
    {
        _ = make();
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = make();
        Assert.Equal(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Draw()
    {
        _ = KernelRandom.GetInt32(1000);
        _ = KernelRandom.GetInt64(-5, 1L << 40);
        _ = KernelRandom.GetInteger<byte>(3, 200);
        _ = KernelRandom.GetInteger(UInt128.MaxValue / 3);
        _ = KernelRandom.GetIntegerInclusive(Int128.MinValue, Int128.MaxValue);
        _ = KernelRandom.GetDouble(-1, 3);
        _ = KernelRandom.NextBoolean(0.1);
        _ = KernelRandom.Choose<int>(s_choices);
        _ = KernelRandom.ChooseWeighted<int>(s_choices, s_choices);
        _ = KernelRandom.NextDouble();
        _ = KernelRandom.Random.Next();
        _ = KernelRandom.CreateVersion7();
        _ = KernelRandom.CreateVersion7(DateTimeOffset.UnixEpoch);
        _ = KernelRandom.GetToken(32, s_text);
        KernelRandom.Fill<int>(s_items);
        KernelRandom.GetItems<int>(s_choices, s_items);
        KernelRandom.Shuffle<int>(s_items);
        KernelRandom.Shuffle(s_list);
        KernelRandom.Sample<int>(s_choices, s_items.AsSpan(0, 7));
        KernelRandom.Sample<int>(s_choices, s_items.AsSpan(0, 40));
        KernelRandom.Sample<int>(s_items, s_few);
        KernelRandom.GetHexString(s_text);
        KernelRandom.NewGuids(s_guids);
        KernelRandom.CreateVersion7Guids(s_guids);
        KernelRandomNumberGenerator.Shared.GetNonZeroBytes(s_bytes);
        KernelRandomNumberGenerator.Shared.GetBytes(s_bytes, 5, 77);
    }
}
