using System.CommandLine;
using VGetRandom.Simulator.Runs;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator;

/// <summary>exhaust: every placement of up to two faults in two requests.</summary>
internal static class ExhaustCommand
{
    // The first fills the batch of 32 bytes; the second takes from it, or needs more than is left.
    private static readonly int[][] s_lengths = [[8, 8], [8, 40]];
    private const int NestedLength = 8;

    public static Command Create()
    {
        var command = new Command(
            "exhaust", "Carries out every placement of up to two faults in two requests.");
        command.SetAction(_ => Run());
        return command;
    }

    private static int Run()
    {
        long schedules = 0, steps = 0;
        int violations = 0;
        object gate = new();
        var work =
            from subject in AllSubjects.CreateTiny().Select((_, i) => i)
            from lengths in s_lengths
            select (subject, lengths);
        Parallel.ForEach(work, item =>
        {
            ISubject subject = AllSubjects.CreateTiny()[item.subject];
            using var family = new Family();
            var exhaustive = new Exhaustive(subject, family);
            (Plan Plan, Violation Violation)? found = exhaustive.Run(item.lengths, NestedLength);
            lock (gate)
            {
                schedules += exhaustive.Schedules;
                steps += family.Steps;
                Console.WriteLine(
                    $"{subject.Name}, requests of {string.Join(" and ", item.lengths)} bytes: "
                    + $"{exhaustive.Schedules} schedules");
                if (found is { } broken)
                {
                    violations++;
                    Console.WriteLine($"  {broken.Plan}");
                    Console.WriteLine($"  {broken.Violation.Message}");
                }
            }
        });
        Console.WriteLine($"schedules {schedules}, of up to 2 faults in 2 requests");
        Console.WriteLine($"steps {steps}");
        Console.WriteLine($"violations {violations}");
        return violations == 0 ? 0 : 1;
    }
}
