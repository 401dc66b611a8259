using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using VGetRandom.Benchmarks.Peers;

namespace VGetRandom.Benchmarks;

/// <summary>Draws a 32-bit number from each source that a C# program can use.</summary>
public class UInt32Benchmarks
{
    // A call from C# into C is not free, but spread over this many numbers it costs below 0.1 %.
    private const int LoopCount = 1024;

    private VdsoFromC? _c;

    [GlobalSetup(Target = nameof(VdsoLoopFromC))]
    public void CompileC() => _c = new VdsoFromC();

    [GlobalCleanup(Target = nameof(VdsoLoopFromC))]
    public void UnloadC() => _c!.Unload();

    [Benchmark(Baseline = true, Description = "getrandom(2)")]
    public uint Syscall() => GetRandomSyscall.NextUInt32();

    [Benchmark(Description = "getrandom(2)/SuppressGCTransition")]
    public uint SyscallQuick() => GetRandomSyscall.NextUInt32Quick();

    [Benchmark(Description = "RandomNumberGenerator.GetInt32")]
    public int PlatformGetInt32() => RandomNumberGenerator.GetInt32(int.MaxValue);

    [Benchmark(Description = "vDSO-from-C#")]
    public uint VdsoFromCSharp() => VdsoDirect.NextUInt32();

    [Benchmark(Description = "Random.Shared.Next")]
    public int SharedNext() => Random.Shared.Next();

    [Benchmark(OperationsPerInvoke = LoopCount, Description = "Random.Shared.Next/loop")]
    public int SharedLoop()
    {
        int fold = 0;
        for (int i = 0; i < LoopCount; i++)
        {
            fold ^= Random.Shared.Next();
        }

        return fold;
    }

    [Benchmark(Description = "KernelRandom.NextUInt32")]
    public uint KernelNextUInt32() => KernelRandom.NextUInt32();

    [Benchmark(OperationsPerInvoke = LoopCount, Description = "KernelRandom.NextUInt32/loop")]
    public uint KernelLoop()
    {
        uint fold = 0;
        for (int i = 0; i < LoopCount; i++)
        {
            fold ^= KernelRandom.NextUInt32();
        }

        return fold;
    }

    [Benchmark(OperationsPerInvoke = LoopCount, Description = "vDSO-from-C/loop")]
    public uint VdsoLoopFromC() => _c!.Draw(LoopCount);
}
