using BenchmarkDotNet.Running;
using VGetRandom.Benchmarks.FirstCall;
using VGetRandom.Benchmarks.Peers;

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

        Type[] benchmarks = [typeof(UInt32Benchmarks), typeof(GuidBenchmarks)];
        var rounds = new Round[Rounds];
        for (int i = 0; i < rounds.Length; i++)
        {
            rounds[i] = new Round(BenchmarkRunner.Run(benchmarks, Settings.OneRound));
        }

        Goal[] goals = [.. Judge(rounds, FirstCallCommand.MeasureKernel())];
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

    private static IEnumerable<Goal> Judge(Round[] rounds, FirstCallSample firstCall)
    {
        const string Number = nameof(UInt32Benchmarks.KernelNextUInt32);
        const string NewGuid = nameof(GuidBenchmarks.KernelNewGuid);

        yield return Faster(
            "NextUInt32 faster than getrandom(2)", Number, nameof(UInt32Benchmarks.Syscall), 13);
        yield return Faster(
            "NextUInt32 faster than RandomNumberGenerator.GetInt32",
            Number,
            nameof(UInt32Benchmarks.PlatformGetInt32),
            30);
        yield return new(
            "NextUInt32 slower than the same call from C", 1.15, false, "x",
            All(round => round.Ratio(
                nameof(UInt32Benchmarks.KernelLoop), nameof(UInt32Benchmarks.VdsoLoopFromC))));
        yield return Faster(
            "NewGuid faster than Guid.NewGuid",
            NewGuid,
            nameof(GuidBenchmarks.PlatformNewGuid),
            5);
        yield return Allocates("NextUInt32 allocates", Number);
        yield return Allocates("NewGuid allocates", NewGuid);
        yield return new(
            "own work of the first call in a process", 1, false, " ms",
            [firstCall.OwnWorkNs / 1e6]);

        Goal Faster(string text, string fast, string slow, double times) =>
            new(text, times, true, "x", All(round => round.Ratio(slow, fast)));

        Goal Allocates(string text, string name) =>
            new(text, 0, false, " B", All(round => round.AllocatedBytes(name)));

        double[] All(Func<Round, double?> measure) =>
            [.. rounds.Select(measure).OfType<double>()];
    }
}
