using System.Runtime;
using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.ChaCha20;
using VGetRandom.Forks;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Probe;

/// <summary>A process's first large requests: which system calls they make, and what they
/// compile.</summary>
// SAFETY: the buffer has room for the longest request, and for the longest key stream.
internal static unsafe class FirstLargeScenario
{
    private const int LongRequestBytes = 200_000;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <param name="name">The backend: vdso or syscall.</param>
    /// <param name="isReadyMidway">Whether ChaCha20 is compiled while the first request is under
    /// way. Otherwise a thread of its own compiles it, after a first request that is over too
    /// soon.</param>
    public static int Run(string name, bool isReadyMidway)
    {
        var requests = new List<nuint>();
        ExpansionReadiness readiness = ExpansionReadiness.OfThisProcess;
        IRandomBackend backend = New(name, length =>
        {
            requests.Add(length);
            if (isReadyMidway && length == KeyExpansion.MaxChunkBytes)
            {
                readiness.Execute();
            }
        });
        byte* buffer = (byte*)NativeMemory.Alloc(LongRequestBytes);
        backend.Fill(buffer, isReadyMidway ? LongRequestBytes : (nuint)1000);
        Report.Line("first", string.Join(' ', requests));

        Report.Line("ready", SpinWait.SpinUntil(() => readiness.IsReady, s_patience));
        requests.Clear();
        backend.Fill(buffer, LongRequestBytes);
        Report.Line("second", string.Join(' ', requests));
        Report.Line("compiled", CountCompiledLater(buffer));
        return 0;
    }

    private static IRandomBackend New(string name, Action<nuint> afterRequest)
    {
        var kernel = new DisturbedKernel(new Disturbance { AfterRequest = afterRequest });
        var syscall = new SyscallBackend<DisturbedKernel>(
            kernel,
            null,
            "",
            ForkGuard<DisturbedKernel>.Find(kernel, ForkSettings.Default),
            ExpansionReadiness.OfThisProcess);
        if (name == "syscall")
        {
            return syscall;
        }

        VdsoLocation location = VdsoLocator.Locate().Value!;
        return new VdsoBackend<DisturbedKernel, VdsoFunction>(
            location.Function,
            new(
                kernel,
                StateMemory.For(location.Parameters, GeneratorMemory.Bytes),
                Environment.SystemPageSize),
            syscall,
            "");
    }

    /// <summary>Counts the methods that ChaCha20 still makes this thread compile.</summary>
    private static long CountCompiledLater(byte* buffer)
    {
        byte* key = stackalloc byte[ChaCha20Blocks.KeyBytes];
        _ = JitInfo.GetCompiledMethodCount(currentThread: true);
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        for (nuint blocks = 0; blocks <= 200; blocks++)
        {
            ulong counter = 0;
            ChaCha20Blocks.Generate(buffer, blocks, key, ref counter);
        }

        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }
}
