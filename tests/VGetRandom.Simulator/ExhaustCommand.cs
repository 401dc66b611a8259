using System.Collections.Concurrent;
using System.CommandLine;
using VGetRandom.Simulator.Runs;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator;

/// <summary>exhaust: makes two requests with every placement of a few faults.</summary>
internal static class ExhaustCommand
{
    // The first request fills the batch of 32 bytes. The second takes from it or needs more than is
    // left.
    private static readonly int[][] s_lengths = [[8, 8], [8, 40]];

    // The second request takes from the batch, too, or goes to the function.
    private static readonly int[][] s_lengthsOfWitness = [[8, 8], [8, 33]];

    // The second request asks directly, or expands a key into one chunk or two.
    private static readonly int[][] s_lengthsOfPools = [[8, 8], [8, 72], [8, 200]];
    private const int NestedLength = 8;

    // Every placement of two faults takes minutes for a pool, seconds for each part of it.
    private const int MaxFaults = 2;
    private const int MaxFaultsOfPools = 1;

    public static Command Create()
    {
        var named = new Option<string>("--named")
        {
            Description = "Only what has this in its name.",
            DefaultValueFactory = _ => "",
        };
        var faults = new Option<int>("--faults")
        {
            Description =
                $"The most faults: {MaxFaults}, and {MaxFaultsOfPools} where there are pools.",
        };
        var command = new Command(
            "exhaust", "Carries out every placement of a few faults in two requests.")
        {
            named, faults,
        };
        command.SetAction(result => Run(result.GetValue(named)!, result.GetValue(faults)));
        return command;
    }

    private static int Run(string named, int mostFaults)
    {
        long schedules = 0, steps = 0;
        int violations = 0;
        object gate = new();
        var work =
            from subject in AllSubjects.CreateTiny().Select((subject, index) => (subject, index))
            where subject.subject.Name.Contains(named, StringComparison.Ordinal)
            from lengths in LengthsFor(subject.subject)
            select (subject.index, lengths);
        var inOrder = Partitioner.Create(work, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(inOrder, item =>
        {
            ISubject subject = AllSubjects.CreateTiny()[item.index];
            using var family = new Family();
            var exhaustive = new Exhaustive(subject, family);
            int most = mostFaults > 0 ? mostFaults
                : subject.Allocates ? MaxFaultsOfPools
                : MaxFaults;
            (Plan Plan, Violation Violation)? found =
                exhaustive.Run(item.lengths, NestedLength, most);
            lock (gate)
            {
                schedules += exhaustive.Schedules;
                steps += family.Steps;
                Console.WriteLine(
                    $"{subject.Name}, requests of {string.Join(" and ", item.lengths)} bytes: "
                    + $"{exhaustive.Schedules} schedules of up to {most} faults");
                if (found is { } broken)
                {
                    violations++;
                    Console.WriteLine($"  {broken.Plan}");
                    Console.WriteLine($"  {broken.Violation.Message}");
                }
            }
        });
        Console.WriteLine($"schedules {schedules}");
        Console.WriteLine($"steps {steps}");
        Console.WriteLine($"violations {violations}");
        return violations == 0 ? 0 : 1;
    }

    // An expansion treats both of the usual second lengths as a tail; a value is always 8 bytes.
    private static int[][] LengthsFor(ISubject subject) =>
        subject.Allocates ? s_lengthsOfPools
        : subject.Name == "witness" ? s_lengthsOfWitness
        : subject.HasOneKey(1) || subject.Name.EndsWith("value", StringComparison.Ordinal)
            ? s_lengths[..1]
        : s_lengths;
}
