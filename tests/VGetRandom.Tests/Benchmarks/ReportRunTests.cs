using VGetRandom.Benchmarks.Reports;
using VGetRandom.Benchmarks.Sources;
using VGetRandom.Benchmarks.StartUp;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Benchmarks;

/// <summary>Makes the whole report from a few seconds of measuring, so that it cannot
/// rot.</summary>
public sealed class ReportRunTests : IDisposable
{
    private readonly string _folder =
        Directory.CreateTempSubdirectory("vgetrandom-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_short_report_has_everything_and_can_be_written_again()
    {
        Report("--short");

        string saved = Path.Combine(_folder, Document.PlotsFolder, "results.json");
        Results results = Results.Load(saved);
        AssertComplete(results);
        string document = Path.Combine(_folder, "BENCHMARKS.md");
        string text = File.ReadAllText(document);
        Assert.All(results.Sources, source => Assert.Contains($"\n| {source} |", text));
        Assert.All(results.Values, value => Assert.Contains($" {value.Name} |", text));
        Assert.All(results.StartUps, row => Assert.Contains($"\n| {row.Name} |", text));
        Assert.All(
            [
                PlotFiles.RequestTime, PlotFiles.Throughput, PlotFiles.Scaling, PlotFiles.StartUp,
            ],
            plot => Assert.Contains($"]({Document.PlotsFolder}/{plot})", text));

        File.Delete(document);
        Report("--from", saved);
        Assert.Equal(text, File.ReadAllText(document));
    }

    [Fact]
    public void Plots_that_cannot_be_drawn_are_missed()
    {
        string saved = Path.Combine(_folder, "saved.json");
        new Results([], [new("ours", 4, 1, 20)], [], [], []).Save(saved);

        // This looks like a checkout, but has no project that draws.
        File.WriteAllText(Path.Combine(_folder, "VGetRandom.slnx"), "");
        ToolResult run = Tool.Shell(
            "cd \"$1\" && shift && exec \"$@\"",
            _folder,
            Tool.Dotnet,
            "exec",
            Checkout.BuiltAssembly("bench/VGetRandom.Benchmarks"),
            ReportCommand.Name,
            "--from",
            saved);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("The plots could not be drawn", run.Error);
        Assert.True(File.Exists(Path.Combine(_folder, "docs/BENCHMARKS.md")));
    }

    [Fact]
    public void Options_that_make_no_sense_change_nothing()
    {
        Assert.Equal(2, ReportCommand.Run(["--folder", _folder, "--quick"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_program_that_is_not_there_is_left_out_without_its_path()
    {
        string? refusal = StartUpProgram.All(Path.Combine(_folder, "absent")).First().Refusal();

        Assert.NotNull(refusal);
        Assert.DoesNotContain(_folder, refusal, StringComparison.Ordinal);
    }

    private static void AssertComplete(Results results)
    {
        string[] sources = [.. ComparedSource.Available.Select(source => source.Name)];
        Assert.Equal(sources, results.Sources);
        Assert.Equal(sources.Length * 2 * 2, results.Fills.Count);
        Assert.Equal(ValueRow.All.Select(row => row.Name), results.Values.Select(row => row.Name));
        Assert.All(results.Fills, fill => Assert.InRange(fill.RequestNs, double.Epsilon, 1e12));

        // The report names everything that a machine lacks.
        IEnumerable<string> processes = StartUpProgram.All("").Select(program => program.Name);
        Assert.All(processes, name => Assert.True(
            results.StartUps.Any(row => row.Name == name)
            != results.LeftOut.Any(fact => fact.Name == name)));
        Assert.All(
            ComparedSource.All.Where(source => source.Refusal is not null),
            source => Assert.Contains(source.Name, results.LeftOut.Select(fact => fact.Name)));

        // Every machine has this program.
        Assert.All(FirstByteProcess.Sources, source => Assert.True(
            FirstByteProcess.RefusalOf(source) is not null
            || results.StartUps.Any(row => row.Name == $"C#, {source}")));
    }

    // Runs in a folder of its own, because BenchmarkDotNet leaves its logs there.
    private void Report(params string[] options)
    {
        var start = DotnetCommand.Start(
            Tool.Dotnet,
            [
                Checkout.BuiltAssembly("bench/VGetRandom.Benchmarks"),
                ReportCommand.Name, "--folder", _folder, .. options,
            ]);
        start.WorkingDirectory = _folder;
        DotnetCommand.Run(start);
    }
}
