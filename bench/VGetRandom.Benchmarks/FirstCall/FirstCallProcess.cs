using System.Diagnostics;
using System.Runtime;
using System.Security.Cryptography;
using VGetRandom.Selection;

namespace VGetRandom.Benchmarks.FirstCall;

/// <summary>Runs in a fresh process and measures its first request.</summary>
internal static class FirstCallProcess
{
    /// <summary>Measures this library and prints a <see cref="FirstCallSample"/>.</summary>
    public static void RunKernel()
    {
        FirstCallSample sample = Measure(static () => KernelRandom.NextUInt32());

        // The first run compiles the code, and the second is measured.
        MeasureOwnWorkNs();
        Console.WriteLine((sample with { OwnWorkNs = MeasureOwnWorkNs() }).ToLine());
    }

    /// <summary>Measures this library's first large request.</summary>
    public static void RunLarge()
    {
        byte[] buffer = new byte[1024];
        Console.WriteLine(Measure(() => KernelRandom.Fill(buffer)).ToLine());
    }

    /// <summary>Measures .NET's generator and prints a <see cref="FirstCallSample"/>.</summary>
    public static void RunPlatform()
    {
        byte[] buffer = new byte[sizeof(uint)];
        Console.WriteLine(Measure(() => RandomNumberGenerator.Fill(buffer)).ToLine());
    }

    private static FirstCallSample Measure(Action request)
    {
        // The first use of the clock and the counters must not count as the request's.
        _ = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp());
        _ = JitInfo.GetCompilationTime(currentThread: true);
        long methodsBefore = JitInfo.GetCompiledMethodCount(currentThread: true);
        TimeSpan jitBefore = JitInfo.GetCompilationTime(currentThread: true);
        long start = Stopwatch.GetTimestamp();
        request();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan jit = JitInfo.GetCompilationTime(currentThread: true) - jitBefore;
        long methods = JitInfo.GetCompiledMethodCount(currentThread: true) - methodsBefore;
        return new(ToNs(elapsed), ToNs(jit), methods, 0);
    }

    private static long MeasureOwnWorkNs()
    {
        TimeSpan elapsed = default;

        // A new thread has no state of any pool, so it leases one as a first thread does.
        var thread = new Thread(() =>
        {
            long start = Stopwatch.GetTimestamp();
            StartAgain();
            elapsed = Stopwatch.GetElapsedTime(start);
        });
        thread.Start();
        thread.Join();
        return ToNs(elapsed);
    }

    // SAFETY: value has the sizeof(uint) bytes the backend fills, or it throws.
    private static unsafe void StartAgain()
    {
        uint value;
        BackendSelector.Select(ProcessBackend.Forks).Fill((byte*)&value, sizeof(uint));
    }

    private static long ToNs(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
