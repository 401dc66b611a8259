using BenchmarkDotNet.Attributes;
using VGetRandom.Benchmarks.Peers;

namespace VGetRandom.Benchmarks;

/// <summary>Makes one UUID of version 4, a hundred of them, and one of version 7.</summary>
public class GuidBenchmarks
{
    private const int Count = 100;

    private readonly Guid[] _guids = new Guid[Count];

    [Benchmark(Baseline = true, Description = "Guid.NewGuid")]
    public Guid PlatformNewGuid() => Guid.NewGuid();

    /// <summary>What Guid.NewGuid does from .NET 11 on, if the C library has the
    /// function.</summary>
    [Benchmark(Description = "vDSO-from-C#, 16 bytes")]
    public Guid VdsoGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        VdsoDirect.Fill(bytes);
        return new Guid(bytes);
    }

    [Benchmark(Description = "KernelRandom.NewGuid")]
    public Guid KernelNewGuid() => KernelRandom.NewGuid();

    [Benchmark(OperationsPerInvoke = Count, Description = "KernelRandom.NewGuids")]
    public void KernelNewGuids() => KernelRandom.NewGuids(_guids);

    [Benchmark(Description = "Guid.CreateVersion7")]
    public Guid PlatformVersion7() => Guid.CreateVersion7();

    [Benchmark(Description = "KernelRandom.CreateVersion7")]
    public Guid KernelVersion7() => KernelRandom.CreateVersion7();
}
