using System.CommandLine;
using VGetRandom.Simulator.Runs;
using VGetRandom.Simulator.Twins;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator;

/// <summary>twins: compiles broken variants of the library and checks that each is
/// caught.</summary>
internal static class TwinsCommand
{
    private const int StepsPerRequest = 150;
    private const int MaxSeeds = 30_000;

    public static Command Create()
    {
        var named = new Option<string>("--named")
        {
            Description = "Only those in whose names this occurs.",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("twins", "Runs broken variants until each is caught.") { named };
        command.SetAction(result => Run(result.GetValue(named)!));
        return command;
    }

    private static int Run(string named)
    {
        Twin[] twins =
            [.. AllTwins.All.Where(twin => twin.Name.Contains(named, StringComparison.Ordinal))];
        ISubject[][] subjects = TwinCompiler.Compile(twins);
        string?[] how = new string?[twins.Length];
        Parallel.For(0, twins.Length, i =>
        {
            using var family = new Family();
            how[i] = Catch(family, subjects[i], twins[i].FirstSeed);
            Console.WriteLine(
                $"{(how[i] is null ? "SURVIVED" : "caught")}  {twins[i].Name}: {how[i]}");
        });
        int caught = how.Count(each => each is not null);
        Console.WriteLine($"caught {caught} of {twins.Length}");
        return caught == twins.Length ? 0 : 1;
    }

    private static string? Catch(Family family, ISubject[] subjects, int firstSeed)
    {
        for (int seed = firstSeed; seed < firstSeed + MaxSeeds; seed++)
        {
            Plan plan = RandomPlans.For(seed, StepsPerRequest);
            foreach (ISubject subject in subjects)
            {
                if (family.Run(subject, plan) is { } violation)
                {
                    return $"seed {seed}, {subject.Name}, {violation.Message}";
                }
            }
        }

        return null;
    }
}
