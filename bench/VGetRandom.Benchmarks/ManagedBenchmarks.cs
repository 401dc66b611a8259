using BenchmarkDotNet.Attributes;

namespace VGetRandom.Benchmarks;

/// <summary>Draws the same numbers from the managed backend, which serves only on demand.</summary>
[OnBackend("managed")]
public class ManagedBenchmarks
{
    private const int LoopCount = 1024;

    [Benchmark(Description = "managed/NextUInt32")]
    public uint NextUInt32() => KernelRandom.NextUInt32();

    [Benchmark(OperationsPerInvoke = LoopCount, Description = "managed/NextUInt32/loop")]
    public uint NextUInt32Loop()
    {
        uint fold = 0;
        for (int i = 0; i < LoopCount; i++)
        {
            fold ^= KernelRandom.NextUInt32();
        }

        return fold;
    }

    [Benchmark(Description = "managed/NewGuid")]
    public Guid NewGuid() => KernelRandom.NewGuid();
}
