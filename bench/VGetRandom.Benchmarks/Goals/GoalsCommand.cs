using BenchmarkDotNet.Running;
using VGetRandom.Benchmarks.Drawing;
using VGetRandom.Benchmarks.FirstCall;
using VGetRandom.Benchmarks.Peers;
using VGetRandom.Benchmarks.Threads;

namespace VGetRandom.Benchmarks.Goals;

/// <summary>The command <c>goals</c>: measures what this library promises and tells.</summary>
internal static class GoalsCommand
{
    public const string Name = "goals";
    private const int Rounds = 3;

    /// <returns>
    /// 0 when every goal is met, except that the one about C may be unknown where there is no C
    /// compiler; 1 otherwise.
    /// </returns>
    public static int Run()
    {
        if (KernelRandom.Backend.Kind != BackendKind.Vdso)
        {
            Console.WriteLine("The goals are those of the vdso backend, which is not in use here.");
            return 1;
        }

        Type[] benchmarks =
        [
            typeof(UInt32Benchmarks),
            typeof(ManagedBenchmarks),
            typeof(GuidBenchmarks),
            typeof(FillBenchmarks),
            typeof(DrawingBenchmarks),
            typeof(ManagedRandomBenchmarks),
            typeof(VdsoThreadsBenchmarks),
            typeof(ManagedThreadsBenchmarks),
        ];
        var rounds = new Round[Rounds];
        for (int i = 0; i < rounds.Length; i++)
        {
            rounds[i] = new Round(BenchmarkRunner.Run(benchmarks, Settings.OneRound));
        }

        var judge = new Judge(rounds);
        Goal[] goals =
        [
            .. judge.Numbers(),
            .. judge.Sizes(),
            .. judge.Drawing(),
            .. judge.Managed(),
            .. judge.Threads(),
            judge.FirstCall(FirstCallCommand.MeasureKernel()),
        ];
        Console.WriteLine();
        Console.WriteLine($"| goal | limit | median of {Rounds} rounds (lowest to highest) | |");
        Console.WriteLine("|---|---|---|---|");
        foreach (Goal goal in goals)
        {
            Console.WriteLine(goal.ToRow());
        }

        // A benchmark that failed to build or run leaves its goal unknown, which is no success.
        int mayBeUnknown = VdsoFromC.Refusal is null ? 0 : 1;
        return goals.Any(goal => goal.IsMet == false)
            || goals.Count(goal => goal.IsMet is null) > mayBeUnknown ? 1 : 0;
    }
}
