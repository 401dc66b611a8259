using BenchmarkDotNet.Running;
using VGetRandom.Benchmarks.Drawing;
using VGetRandom.Benchmarks.FirstCall;
using VGetRandom.Benchmarks.Peers;
using VGetRandom.Benchmarks.Threads;

namespace VGetRandom.Benchmarks.Goals;

/// <summary>The command <c>goals</c> measures what this library promises, and reports it.</summary>
internal static class GoalsCommand
{
    public const string Name = "goals";
    private const int Rounds = 3;

    /// <summary>Groups that can be measured by themselves, and the benchmarks that each
    /// takes.</summary>
    private static readonly Dictionary<string, Type[]> s_groups = new()
    {
        ["start"] = [],
        ["numbers"] = [typeof(UInt32Benchmarks), typeof(GuidBenchmarks)],
        ["managed"] = [typeof(UInt32Benchmarks), typeof(GuidBenchmarks), typeof(ManagedBenchmarks)],
        ["sizes"] = [typeof(FillBenchmarks)],
        ["blocks"] = [typeof(ChaCha20Benchmarks)],
        ["drawing"] = [typeof(DrawingBenchmarks), typeof(ManagedRandomBenchmarks)],
        ["threads"] = [typeof(VdsoThreadsBenchmarks), typeof(ManagedThreadsBenchmarks)],
    };

    /// <param name="groups">The groups to measure; none for all.</param>
    /// <returns>0 if every goal is met (the one about C may be unknown if there is no C compiler);
    /// 2 for a group that does not exist; 1 otherwise.</returns>
    public static int Run(string[] groups)
    {
        if (KernelRandom.Backend.Kind != BackendKind.Vdso)
        {
            Console.WriteLine("The goals are those of the vdso backend, which is not in use here.");
            return 1;
        }

        if (groups.FirstOrDefault(group => !s_groups.ContainsKey(group)) is { } unknown)
        {
            Console.WriteLine(
                $"There is no group '{unknown}', only {string.Join(", ", s_groups.Keys)}.");
            return 2;
        }

        if (groups.Length == 0)
        {
            groups = [.. s_groups.Keys];
        }

        Type[] benchmarks = [.. groups.SelectMany(group => s_groups[group]).Distinct()];
        var rounds = new Round[Rounds];
        for (int i = 0; i < rounds.Length && benchmarks.Length > 0; i++)
        {
            rounds[i] = new Round(BenchmarkRunner.Run(benchmarks, Settings.OneRound));
        }

        return Report([.. groups.SelectMany(group => GoalsOf(group, new Judge(rounds)))]);
    }

    private static IEnumerable<Goal> GoalsOf(string group, Judge judge) => group switch
    {
        "start" => [Judge.FirstCallFromPackage(FirstCallCommand.MeasurePackaged())],
        "numbers" =>
            [.. judge.Numbers(), judge.FirstCall(FirstCallCommand.MeasureKernel())],
        "managed" => judge.Managed(),
        "sizes" => judge.Sizes(),
        "blocks" => judge.Blocks(),
        "drawing" => judge.Drawing(),
        _ => judge.Threads(),
    };

    private static int Report(Goal[] goals)
    {
        Console.WriteLine();
        Console.WriteLine($"| goal | limit | median (lowest to highest) | |");
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
