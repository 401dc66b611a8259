using BenchmarkDotNet.Reports;

namespace VGetRandom.Benchmarks.Goals;

/// <summary>One run of all the benchmarks that a goal looks at.</summary>
internal sealed class Round
{
    private readonly Dictionary<string, BenchmarkReport> _reports;

    public Round(IEnumerable<Summary> summaries) =>
        _reports = summaries.SelectMany(summary => summary.Reports)
            .ToDictionary(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name);

    /// <summary>How many times the median of one benchmark another one's is.</summary>
    /// <returns>The ratio, or null where one of them has no result.</returns>
    public double? Ratio(string slow, string fast) =>
        MedianNs(slow) is { } slowNs && MedianNs(fast) is { } fastNs ? slowNs / fastNs : null;

    /// <summary>The bytes that one call allocates on the managed heap, or null.</summary>
    public double? AllocatedBytes(string name) =>
        _reports.TryGetValue(name, out BenchmarkReport? report)
            ? report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
            : null;

    // The median: the mean of a busy machine is mostly about what made it busy.
    private double? MedianNs(string name) =>
        _reports.TryGetValue(name, out BenchmarkReport? report)
            ? report.ResultStatistics?.Median
            : null;
}
