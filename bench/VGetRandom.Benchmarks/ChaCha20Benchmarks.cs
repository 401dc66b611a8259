using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BenchmarkDotNet.Attributes;
using VGetRandom.Benchmarks.Peers;
using VGetRandom.ChaCha20;

namespace VGetRandom.Benchmarks;

/// <summary>Compares ChaCha20's key stream, in each width that this machine has, with
/// OpenSSL's.</summary>
/// <remarks>OpenSSL takes the widest registers it finds; its variable OPENSSL_ia32cap can hide some
/// from it. Each call starts from a key, as a request for random bytes does.</remarks>
// SAFETY: from Allocate to Free, output and zeros have SizeBytes, which is a whole number of
// blocks, and key has its 32 bytes.
public unsafe class ChaCha20Benchmarks
{
    // Aligned like this, no vector crosses a cache line.
    private const nuint Alignment = 64;

    private byte* _output;
    private byte* _zeros;
    private byte* _key;
    private OpenSslChaCha20? _openSsl;

    [Params(64, 256, 1024, 65536)]
    public int SizeBytes { get; set; }

    private nuint BlockCount => (nuint)(SizeBytes / ChaCha20Blocks.BlockBytes);

    /// <summary>Why a benchmark of this class cannot be measured here, or null.</summary>
    public static string? RefusalOf(string benchmark) => benchmark switch
    {
        nameof(OpenSsl) => OpenSslChaCha20.Refusal,
        nameof(Vector512Bits) when !Vector512.IsHardwareAccelerated => No("512"),
        nameof(Vector256Bits) when !Vector256.IsHardwareAccelerated => No("256"),
        nameof(Vector128Bits) when !Vector128.IsHardwareAccelerated => No("128"),
        _ => null,
    };

    [GlobalSetup]
    public void Allocate()
    {
        _output = (byte*)NativeMemory.AlignedAlloc((nuint)SizeBytes, Alignment);
        _zeros = (byte*)NativeMemory.AlignedAlloc((nuint)SizeBytes, Alignment);
        _key = (byte*)NativeMemory.AlignedAlloc(ChaCha20Blocks.KeyBytes, Alignment);
        new Span<byte>(_zeros, SizeBytes).Clear();
        KernelRandom.Fill(new Span<byte>(_key, ChaCha20Blocks.KeyBytes));
    }

    [GlobalSetup(Target = nameof(OpenSsl))]
    public void AllocateForOpenSsl()
    {
        Allocate();
        _openSsl = new OpenSslChaCha20();
    }

    [GlobalCleanup]
    public void Free()
    {
        _openSsl?.Free();
        NativeMemory.AlignedFree(_output);
        NativeMemory.AlignedFree(_zeros);
        NativeMemory.AlignedFree(_key);
    }

    [Benchmark(Baseline = true, Description = "OpenSSL")]
    public void OpenSsl() => _openSsl!.KeyStream(_output, _zeros, SizeBytes, _key);

    [Benchmark(Description = "chosen")]
    public ulong Chosen()
    {
        ulong counter = 0;
        ChaCha20Blocks.Generate(_output, BlockCount, _key, ref counter);
        return counter;
    }

    [Benchmark(Description = "512 bits")]
    public ulong Vector512Bits()
    {
        ulong counter = 0;
        ChaCha20Vector512.Generate(_output, BlockCount, _key, ref counter);
        return counter;
    }

    [Benchmark(Description = "256 bits")]
    public ulong Vector256Bits()
    {
        ulong counter = 0;
        ChaCha20Vector256.Generate(_output, BlockCount, _key, ref counter);
        return counter;
    }

    [Benchmark(Description = "128 bits")]
    public ulong Vector128Bits()
    {
        ulong counter = 0;
        ChaCha20Vector128.Generate(_output, BlockCount, _key, ref counter);
        return counter;
    }

    [Benchmark(Description = "scalar")]
    public ulong Scalar()
    {
        ulong counter = 0;
        ChaCha20Reference.Generate(_output, BlockCount, _key, ref counter);
        return counter;
    }

    private static string No(string bits) => $"this processor has no {bits}-bit vectors for .NET";
}
