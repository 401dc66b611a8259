using System.Diagnostics;
using System.Runtime;
using System.Security.Cryptography;
using VGetRandom.Selection;

namespace VGetRandom.Benchmarks.FirstCall;

/// <summary>The inside of a fresh process: its first request, made only once.</summary>
internal static class FirstCallProcess
{
    /// <summary>Measures this library and prints a <see cref="FirstCallSample"/>.</summary>
    public static void RunKernel()
    {
        FirstCallSample sample = Measure(static () => KernelRandom.NextUInt32());

        // Once to have it compiled, then once to be measured.
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
        // The clock's and the counters' own first use is not the request's.
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

        // A new thread has no state, not even one of another pool: it leases as a first one does.
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
