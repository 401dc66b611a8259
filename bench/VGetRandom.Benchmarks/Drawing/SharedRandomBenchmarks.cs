using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace VGetRandom.Benchmarks.Drawing;

/// <summary>Compares draws with Random.Shared, whose numbers anyone may guess.</summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public abstract class SharedRandomBenchmarks
{
    private readonly int[] _deck = [.. Enumerable.Range(0, 1000)];

    [Benchmark(Baseline = true), BenchmarkCategory("Next(1000)")]
    public int SharedInt32() => Random.Shared.Next(1000);

    [Benchmark, BenchmarkCategory("Next(1000)")]
    public int KernelInt32() => KernelRandom.GetInt32(1000);

    [Benchmark(Baseline = true), BenchmarkCategory("NextDouble")]
    public double SharedDouble() => Random.Shared.NextDouble();

    [Benchmark, BenchmarkCategory("NextDouble")]
    public double KernelDouble() => KernelRandom.NextDouble();

    [Benchmark(Baseline = true), BenchmarkCategory("Shuffle, 1000")]
    public void SharedShuffle() => Random.Shared.Shuffle(_deck);

    [Benchmark, BenchmarkCategory("Shuffle, 1000")]
    public void KernelShuffle() => KernelRandom.Shuffle<int>(_deck);
}
