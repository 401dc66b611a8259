namespace VGetRandom.Benchmarks.Reports;

/// <summary>The report's plots, which <c>bench/VGetRandom.Plots</c> draws.</summary>
internal static class PlotFiles
{
    public const string RequestTime = "request-time.svg";
    public const string Throughput = "throughput.svg";
    public const string Scaling = "two-threads.svg";
    public const string StartUp = "start-up.svg";
}
