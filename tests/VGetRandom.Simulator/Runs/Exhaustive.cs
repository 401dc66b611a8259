using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>Two requests, and faults at every step where they can come.</summary>
internal sealed class Exhaustive(ISubject subject, Family family)
{
    private readonly FaultKind[] _kinds =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind switch
        {
            FaultKind.Signal => subject.AllowsSignals,
            FaultKind.Switch => subject.IsThreaded,
            FaultKind.NoMemory => subject.Allocates,
            _ => true,
        }),
    ];

    /// <summary>Plans carried out.</summary>
    public long Schedules { get; private set; }

    /// <summary>Carries out all placements.</summary>
    /// <returns>The first plan that breaks something, or null.</returns>
    public (Plan Plan, Violation Violation)? Run(int[] lengths, int nestedLength, int mostFaults)
    {
        var none = new Plan(lengths, nestedLength, []);
        return Try(none) ?? WithOneMore(none, 1, mostFaults);
    }

    private (Plan Plan, Violation Violation)? WithOneMore(Plan plan, int firstStep, int faultsLeft)
    {
        // How far the run goes is known only once it was carried out: a fault makes it longer.
        int lastStep = family.LastSteps;
        for (int step = firstStep; step <= lastStep; step++)
        {
            foreach (FaultKind kind in _kinds)
            {
                Plan next = plan with { Faults = [.. plan.Faults, new(step, kind)] };
                if ((Try(next) ?? (faultsLeft > 1 ? WithOneMore(next, step, faultsLeft - 1) : null))
                    is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private (Plan Plan, Violation Violation)? Try(Plan plan)
    {
        Schedules++;
        return family.Run(subject, plan) is { } violation ? (plan, violation) : null;
    }
}
