using BenchmarkDotNet.Attributes;

namespace VGetRandom.Benchmarks;

/// <summary>The same numbers from the managed backend, which serves only those who ask.</summary>
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
