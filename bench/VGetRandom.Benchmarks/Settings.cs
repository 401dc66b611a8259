using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using Perfolizer.Horology;
using VGetRandom.Benchmarks.Peers;

namespace VGetRandom.Benchmarks;

/// <summary>How every benchmark runs and is shown.</summary>
/// <remarks>
/// BenchmarkDotNet's ordinary toolchain runs each benchmark in a process of its own, which is how a
/// user's program meets this library. In a shared process, the JIT would compile into one benchmark
/// what its profile learned from another.
/// </remarks>
internal static class Settings
{
    /// <summary>For a close look. The command line may add to it and name another job.</summary>
    public static IConfig Careful => Common();

    /// <summary>For ratios. All benchmarks run within a minute, so that whatever else the machine
    /// does slows both sides of a ratio. The whole runs many times, so that rounds in which it
    /// slows only one side do not matter.</summary>
    public static ManualConfig OneRound => Common().AddJob(Job.Default
        .WithLaunchCount(1)
        .WithIterationTime(TimeInterval.FromMilliseconds(100))
        .WithWarmupCount(5)
        .WithIterationCount(10)

        // Stated, because BenchmarkDotNet would guess wrong: the first call's JIT time makes it
        // take a 20 ns benchmark for a long one, and then it leaves its own loop in the result.
        .WithUnrollFactor(16)
        .WithEvaluateOverhead(true));

    private static ManualConfig Common()
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(StatisticColumn.Median)
            .WithSummaryStyle(SummaryStyle.Default.WithRatioStyle(RatioStyle.Trend));
        LeaveOut(config, nameof(UInt32Benchmarks.VdsoLoopFromC), VdsoFromC.Refusal);
        foreach (MethodInfo method in typeof(ChaCha20Benchmarks).GetMethods())
        {
            LeaveOut(config, method.Name, ChaCha20Benchmarks.RefusalOf(method.Name));
        }

        return config;
    }

    private static void LeaveOut(ManualConfig config, string benchmark, string? refusal)
    {
        if (refusal is not null)
        {
            Console.WriteLine($"Left out, {benchmark}: {refusal}");
            config.AddFilter(
                new SimpleFilter(other => other.Descriptor.WorkloadMethod.Name != benchmark));
        }
    }
}
