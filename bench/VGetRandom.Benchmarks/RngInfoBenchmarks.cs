using BenchmarkDotNet.Attributes;
using VGetRandom.Kernel;
using VGetRandom.Managed.Search;
using VGetRandom.Vdso;

namespace VGetRandom.Benchmarks;

/// <summary>What finding the kernel's RNG info by proof costs a process, once compiled.</summary>
public class RngInfoBenchmarks
{
    private static readonly Attempt<VdsoLocation> s_location = VdsoLocator.Locate();

    [Benchmark(Description = "RngInfoLocator.Locate")]
    public object? Locate() =>
        s_location.Succeeded
            ? RngInfoLocator.Locate(default(LinuxKernel), s_location.Value).Value
            : null;
}
