using BenchmarkDotNet.Attributes;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Vdso;

namespace VGetRandom.Benchmarks;

/// <summary>What it costs a process to find the kernel's RNG info by proof, once the code is
/// compiled.</summary>
public class RngInfoBenchmarks
{
    private static readonly Attempt<VdsoLocation> s_location = VdsoLocator.Locate();

    [Benchmark(Description = "RngInfoLocator.Locate")]
    public object? Locate() =>
        s_location.Succeeded
            ? RngInfoLocator.Locate(default(LinuxKernel), s_location.Value).Value
            : null;
}
