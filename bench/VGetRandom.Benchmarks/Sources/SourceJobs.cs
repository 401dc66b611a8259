using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace VGetRandom.Benchmarks.Sources;

/// <summary>Runs the many cases of <see cref="SourceBenchmarks"/> in minutes.</summary>
internal static class SourceJobs
{
    // From this size on, a request takes so long that BenchmarkDotNet needs no loop of its own.
    // With some sources, sixteen in a row would take a second.
    private const int MinLargeBytes = 1 << 20;

    /// <summary>Runs each case in a process of its own, for about two seconds.</summary>
    public static IConfig Measured => Config(
        Job.Default
            .WithLaunchCount(1)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            .WithWarmupCount(5)
            .WithIterationCount(9)
            .WithEvaluateOverhead(true),
        _ => true);

    /// <summary>Runs a few cases in this process, to see that everything works. The figures mean
    /// nothing.</summary>
    public static IConfig Trial => Config(TrialJob, size => size is 4 or 4096);

    /// <summary>Does the same for benchmarks of another kind.</summary>
    public static ManualConfig TrialOfValues => Common().AddJob(TrialJob);

    private static Job TrialJob => Job.Default
        .WithToolchain(InProcessEmitToolchain.Instance)
        .WithLaunchCount(1)
        .WithIterationTime(TimeInterval.FromMilliseconds(1))
        .WithWarmupCount(1)
        .WithIterationCount(1)
        .WithEvaluateOverhead(false);

    private static ManualConfig Config(Job job, Func<int, bool> isWanted)
    {
        Job small = job.WithUnrollFactor(16).WithId("small");
        Job large = job.WithUnrollFactor(1).WithMinInvokeCount(1).WithId("large");
        return Common()
            .AddJob(small, large)
            .AddFilter(new SimpleFilter(benchmark =>
                isWanted(SizeOf(benchmark))
                && benchmark.Job.Id
                    == (SizeOf(benchmark) < MinLargeBytes ? small.Id : large.Id)));
    }

    private static ManualConfig Common() => ManualConfig.CreateEmpty()
        .AddLogger(ConsoleLogger.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance);

    private static int SizeOf(BenchmarkCase benchmark) =>
        (int)benchmark.Parameters[nameof(SourceBenchmarks.SizeBytes)];
}
