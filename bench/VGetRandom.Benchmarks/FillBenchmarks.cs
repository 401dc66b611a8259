using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using VGetRandom.Backends;
using VGetRandom.Benchmarks.Peers;
using VGetRandom.Kernel;

namespace VGetRandom.Benchmarks;

/// <summary>Fills a buffer, from a number's size to that of a file's block.</summary>
public class FillBenchmarks
{
    private static readonly VdsoBackend<LinuxKernel, VdsoFunction> s_unwitnessed =
        VdsoDirect.NewUnwitnessedBackend();

    private byte[] _buffer = [];

    [Params(
        1, 4, 16, 32, 64, 96, 112, 128, 192, 256, 512, 1024, 4096, 16384, 65536, 1 << 20, 1 << 24)]
    public int SizeBytes { get; set; }

    [GlobalSetup]
    public void Allocate()
    {
        _buffer = new byte[SizeBytes];
        ExpansionReadiness.OfThisProcess.Execute();
    }

    [Benchmark(Baseline = true, Description = "getrandom(2)")]
    public void Syscall() => GetRandomSyscall.Fill(_buffer);

    [Benchmark(Description = "vDSO-from-C#")]
    public void VdsoFill() => VdsoDirect.Fill(_buffer);

    /// <summary>This library, if the function does not vouch for a batch.</summary>
    [Benchmark(Description = "function-serves")]
    public unsafe void UnwitnessedFill()
    {
        // SAFETY: the buffer is pinned and has the stated length.
        fixed (byte* buffer = _buffer)
        {
            s_unwitnessed.Fill(buffer, (nuint)_buffer.Length);
        }
    }

    [Benchmark(Description = "RandomNumberGenerator.Fill")]
    public void PlatformFill() => RandomNumberGenerator.Fill(_buffer);

    [Benchmark(Description = "KernelRandom.Fill")]
    public void KernelFill() => KernelRandom.Fill(_buffer);
}
