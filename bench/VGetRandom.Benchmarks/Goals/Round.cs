using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace VGetRandom.Benchmarks.Goals;

/// <summary>One run of all the benchmarks that the goals need.</summary>
internal sealed class Round
{
    private readonly Dictionary<string, BenchmarkReport> _reports;

    public Round(IEnumerable<Summary> summaries) =>
        _reports = summaries.SelectMany(summary => summary.Reports)
            .ToDictionary(report => NameOf(report.BenchmarkCase));

    /// <summary>Returns the name by which a goal refers to a benchmark.</summary>
    /// <typeparam name="TClass">The benchmark's class.</typeparam>
    /// <param name="method">Its method.</param>
    /// <param name="parameter">The value of the class's parameter, if it has one.</param>
    public static string Name<TClass>(string method, object? parameter = null) =>
        $"{typeof(TClass).Name}.{method}({parameter})";

    /// <summary>Returns how many times as long as one benchmark another takes, by their
    /// medians.</summary>
    /// <returns>The ratio, or null if either has no result.</returns>
    public double? Ratio(string slow, string fast) =>
        MedianNs(slow) is { } slowNs && MedianNs(fast) is { } fastNs ? slowNs / fastNs : null;

    /// <summary>Returns how many times as fast as the best of the others one benchmark
    /// is.</summary>
    /// <returns>The ratio, or null if any has no result.</returns>
    public double? Lead(string fast, params ReadOnlySpan<string> others)
    {
        double? least = double.MaxValue;
        foreach (string other in others)
        {
            least = Ratio(other, fast) is { } ratio && least is { } known
                ? Math.Min(ratio, known)
                : null;
        }

        return least;
    }

    /// <summary>The bytes that one call allocates on the managed heap, or null.</summary>
    public double? AllocatedBytes(string name) =>
        _reports.TryGetValue(name, out BenchmarkReport? report)
            ? report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)
            : null;

    private static string NameOf(BenchmarkCase benchmark) =>
        $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}"
        + $"({string.Join(',', benchmark.Parameters.Items.Select(item => item.Value))})";

    // The median, because on a busy machine the mean mostly tells what made it busy.
    private double? MedianNs(string name) =>
        _reports.TryGetValue(name, out BenchmarkReport? report)
            ? report.ResultStatistics?.Median
            : null;
}
