using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using VGetRandom.Benchmarks.Sources;
using VGetRandom.Benchmarks.StartUp;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>Measures everything that the report shows.</summary>
/// <param name="isTrial">Whether this run only shows that everything works.</param>
/// <param name="command">The path of the <c>vgetrandom</c> command, or null.</param>
internal sealed class Measurement(bool isTrial, string? command)
{
    private const int Processes = 15;

    private readonly List<Fact> _leftOut = [];

    public Results Run()
    {
        // Read these first, before this run writes into the checkout.
        IReadOnlyList<Fact> machine = MachineFacts.Read(isTrial, DateTime.UtcNow);
        SourceBenchmarks.IsTrial = isTrial;

        // Processes come before benchmarks, so that what those leave in memory does not slow a
        // start.
        IReadOnlyList<StartUpResult> startUps = MeasureStartUps();
        return new(machine, MeasureFills(), MeasureValues(), startUps, _leftOut);
    }

    private FillResult[] MeasureFills()
    {
        foreach (ComparedSource source in
            ComparedSource.All.Where(source => source.Refusal is not null))
        {
            LeaveOut(source.Name, source.Refusal!);
        }

        Summary summary = BenchmarkRunner.Run<SourceBenchmarks>(
            isTrial ? SourceJobs.Trial : SourceJobs.Measured);
        var fills = new List<FillResult>();
        foreach (BenchmarkReport report in summary.Reports)
        {
            string source = (string)Parameter(report, nameof(SourceBenchmarks.Name));
            int size = (int)Parameter(report, nameof(SourceBenchmarks.SizeBytes));
            int threads = (int)Parameter(report, nameof(SourceBenchmarks.Threads));
            if (report.ResultStatistics?.Median is { } medianNs)
            {
                fills.Add(new(source, size, threads, medianNs));
            }
            else
            {
                LeaveOut(source, $"{Wording.Size(size)} on {threads} threads: the run failed");
            }
        }

        string[] order = [.. ComparedSource.All.Select(source => source.Name)];
        return [.. fills.OrderBy(fill => order.IndexOf(fill.Source))];
    }

    private List<ValueResult> MeasureValues()
    {
        IConfig config = (isTrial ? SourceJobs.TrialOfValues : Settings.OneRound)
            .AddFilter(new SimpleFilter(benchmark => ValueRow.All.Any(row => Is(row, benchmark))));
        Summary[] summaries = BenchmarkRunner.Run(
            [.. ValueRow.All.Select(row => row.Class).Distinct()], config);
        BenchmarkReport[] reports = [.. summaries.SelectMany(summary => summary.Reports)];

        var values = new List<ValueResult>();
        foreach (ValueRow row in ValueRow.All)
        {
            BenchmarkReport? report = reports.FirstOrDefault(
                report => Is(row, report.BenchmarkCase) && report.ResultStatistics is not null);
            if (report is null)
            {
                LeaveOut(row.Name, "the run failed");
                continue;
            }

            values.Add(new(
                row.Kind,
                row.Name,
                report.ResultStatistics!.Median,
                report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0));
        }

        return values;
    }

    private List<StartUpResult> MeasureStartUps()
    {
        if (command is null)
        {
            LeaveOut(StartUpProgram.CommandName, $"not named by {ReportOptions.CommandOption}");
        }

        var times = new Dictionary<StartUpProgram, List<(double FirstByteMs, double EndMs)>>();
        foreach (StartUpProgram program in StartUpProgram.All(command))
        {
            if (program.Refusal() is { } refusal)
            {
                LeaveOut(program.Name, refusal);
            }
            else
            {
                times[program] = [];
            }
        }

        // In turns, so that whatever else the machine does slows all of them.
        for (int i = 0; i < (isTrial ? 1 : Processes); i++)
        {
            foreach ((StartUpProgram program, var samples) in times)
            {
                samples.Add(program.Run());
            }
        }

        return [.. times.Select(pair => new StartUpResult(
            pair.Key.Name,
            Median(pair.Value.Select(time => time.FirstByteMs)),
            Median(pair.Value.Select(time => time.EndMs))))];
    }

    private void LeaveOut(string name, string reason)
    {
        Console.WriteLine($"Left out, {name}: {reason}");
        _leftOut.Add(new(name, reason));
    }

    private static bool Is(ValueRow row, BenchmarkCase benchmark) =>
        benchmark.Descriptor.Type == row.Class
        && benchmark.Descriptor.WorkloadMethod.Name == row.Method;

    private static object Parameter(BenchmarkReport report, string name) =>
        report.BenchmarkCase.Parameters[name];

    private static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }
}
