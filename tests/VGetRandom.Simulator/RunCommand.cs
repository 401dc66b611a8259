using System.Collections.Concurrent;
using System.CommandLine;
using VGetRandom.Simulator.Runs;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator;

/// <summary>run: runs a plan of requests and faults for each seed.</summary>
internal static class RunCommand
{
    // A plan spreads its faults over about as many steps as its requests take.
    private const int StepsPerRequest = 150;
    private const int SeedsAtOnce = 50;

    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1000 };
        var first = new Option<int>("--first-seed") { DefaultValueFactory = _ => 1 };
        var command = new Command("run", "Carries out a random plan for each seed.")
        {
            seeds, first,
        };
        command.SetAction(result => Run(result.GetValue(first), result.GetValue(seeds)));
        return command;
    }

    private static int Run(int first, int count)
    {
        var total = new Total();
        Parallel.ForEach(
            Partitioner.Create(first, first + count, SeedsAtOnce),
            () => new Family(),
            (range, _, family) =>
            {
                for (int seed = range.Item1; seed < range.Item2; seed++)
                {
                    RunSeed(family, seed, total);
                }

                return family;
            },
            family =>
            {
                using (family)
                {
                    total.Add(family);
                }
            });

        Console.WriteLine($"seeds {count}, from {first}");
        return total.Print();
    }

    private static void RunSeed(Family family, int seed, Total total)
    {
        Plan plan = RandomPlans.For(seed, StepsPerRequest);
        foreach (ISubject subject in AllSubjects.Create())
        {
            if (family.Run(subject, plan) is { } violation)
            {
                (Plan shortest, Violation last) =
                    Shrinker.Shrink(family, subject, plan, violation);
                total.Report(
                    $"seed {seed}, {subject.Name}: {violation.Message}\n"
                    + $"  shortest: {shortest}\n  {last.Message}\n"
                    + string.Join('\n', family.Explain(subject, shortest)));
            }
        }
    }
}
