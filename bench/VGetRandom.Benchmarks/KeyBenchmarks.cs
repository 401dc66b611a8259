using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using NSec.Cryptography;

namespace VGetRandom.Benchmarks;

/// <summary>Makes a key of 32 bytes.</summary>
/// <remarks>NSec gives out no random bytes, only keys, each in guarded memory of its own. That
/// memory is most of a key's cost.</remarks>
public class KeyBenchmarks
{
    private const int KeyBytes = 32;

    [Benchmark(Baseline = true, Description = "RandomNumberGenerator.GetBytes(32)")]
    public byte[] Platform() => RandomNumberGenerator.GetBytes(KeyBytes);

    [Benchmark(Description = "KernelRandom.GetBytes(32)")]
    public byte[] Kernel() => KernelRandom.GetBytes(KeyBytes);

    [Benchmark(Description = "NSec Key.Create, 32 bytes")]
    public void NSec() => Key.Create(AeadAlgorithm.ChaCha20Poly1305).Dispose();
}
