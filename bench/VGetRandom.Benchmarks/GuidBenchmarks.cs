using BenchmarkDotNet.Attributes;

namespace VGetRandom.Benchmarks;

/// <summary>One random UUID of version 4.</summary>
public class GuidBenchmarks
{
    [Benchmark(Baseline = true, Description = "Guid.NewGuid")]
    public Guid PlatformNewGuid() => Guid.NewGuid();

    [Benchmark(Description = "KernelRandom.NewGuid")]
    public Guid KernelNewGuid() => KernelRandom.NewGuid();
}
