using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace VGetRandom.Benchmarks.Drawing;

/// <summary>Compares draws with the same draws from RandomNumberGenerator.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class DrawingBenchmarks
{
    private const string Letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly int[] _choices = [.. Enumerable.Range(0, 52)];
    private readonly int[] _items = new int[32];
    private readonly int[] _manyItems = new int[1000];
    private readonly int[] _deck = [.. Enumerable.Range(0, 1000)];

    [Benchmark(Baseline = true), BenchmarkCategory("GetInt32(1000)")]
    public int PlatformInt32() => RandomNumberGenerator.GetInt32(1000);

    [Benchmark, BenchmarkCategory("GetInt32(1000)")]
    public int KernelInt32() => KernelRandom.GetInt32(1000);

    [Benchmark(Baseline = true), BenchmarkCategory("GetItems, 32 of 52")]
    public void PlatformItems() => RandomNumberGenerator.GetItems<int>(_choices, _items);

    [Benchmark, BenchmarkCategory("GetItems, 32 of 52")]
    public void KernelItems() => KernelRandom.GetItems<int>(_choices, _items);

    [Benchmark(Baseline = true), BenchmarkCategory("GetItems, 1000 of 52")]
    public void PlatformManyItems() => RandomNumberGenerator.GetItems<int>(_choices, _manyItems);

    [Benchmark, BenchmarkCategory("GetItems, 1000 of 52")]
    public void KernelManyItems() => KernelRandom.GetItems<int>(_choices, _manyItems);

    [Benchmark(Baseline = true), BenchmarkCategory("GetString, 32 of 62")]
    public string PlatformString() => RandomNumberGenerator.GetString(Letters, 32);

    [Benchmark, BenchmarkCategory("GetString, 32 of 62")]
    public string KernelString() => KernelRandom.GetString(Letters, 32);

    [Benchmark(Baseline = true), BenchmarkCategory("GetHexString, 32")]
    public string PlatformHex() => RandomNumberGenerator.GetHexString(32);

    [Benchmark, BenchmarkCategory("GetHexString, 32")]
    public string KernelHex() => KernelRandom.GetHexString(32);

    [Benchmark(Baseline = true), BenchmarkCategory("Shuffle, 1000")]
    public void PlatformShuffle() => RandomNumberGenerator.Shuffle<int>(_deck);

    [Benchmark, BenchmarkCategory("Shuffle, 1000")]
    public void KernelShuffle() => KernelRandom.Shuffle<int>(_deck);
}
