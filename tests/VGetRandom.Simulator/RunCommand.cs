using System.CommandLine;
using VGetRandom.Simulator.Runs;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator;

/// <summary>run: as many seeds as wanted, each with requests and faults of its own.</summary>
internal static class RunCommand
{
    // A plan's faults are spread over about as many steps as its requests take.
    private const int StepsPerRequest = 150;

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
        int violations = 0;
        using var family = new Family();
        ISubject[] subjects = AllSubjects.Create();
        for (int seed = first; seed < first + count; seed++)
        {
            Plan plan = RandomPlans.For(seed, StepsPerRequest);
            foreach (ISubject subject in subjects)
            {
                if (family.Run(subject, plan) is { } violation)
                {
                    violations++;
                    Report(family, seed, subject, plan, violation);
                }
            }
        }

        Console.WriteLine($"seeds {count}, from {first}");
        Console.WriteLine($"requests {family.Requests}");
        Console.WriteLine($"steps {family.Steps}");
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            Console.WriteLine($"{kind} {family.Injected[(int)kind]}");
        }

        Console.WriteLine($"violations {violations}");
        return violations == 0 ? 0 : 1;
    }

    private static void Report(
        Family family, int seed, ISubject subject, Plan plan, Violation violation)
    {
        Console.WriteLine($"seed {seed}, {subject.Name}: {violation.Message}");
        (Plan shortest, Violation last) = Shrinker.Shrink(family, subject, plan, violation);
        Console.WriteLine($"  shortest: {shortest}");
        Console.WriteLine($"  {last.Message}");
    }
}
