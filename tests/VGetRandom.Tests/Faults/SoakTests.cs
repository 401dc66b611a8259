using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Faults;

/// <summary>Runs the soak command for a short time.</summary>
[NeedsKernelFunction]
public class SoakTests
{
    [Fact]
    public void It_runs_and_prints_its_figures()
    {
        LiveBackend.SkipUnlessAvailable("vdso");
        string printed = DotnetCommand.RunProgram(
            "env",
            $"VGETRANDOM_PROBE={Path.Combine(AppContext.BaseDirectory, "VGetRandom.Probe.dll")}",
            $"PATH={Path.GetDirectoryName(Cli.Tool.Dotnet)}:/usr/bin:/bin",
            "tests/soak/run",
            "0.02");
        Dictionary<string, string> figures = ProbeProcess.Parse(printed.Split('\n'));
        Assert.All(
            ["requests", "bytes", "drops", "forks", "threads"],
            name => Assert.InRange(long.Parse(figures[name]), 1, long.MaxValue));
        Assert.Contains("reseeds", figures.Keys);
        Assert.Equal("0", figures["zeros"]);
        Assert.Equal("0", figures["repeats"]);
    }
}
