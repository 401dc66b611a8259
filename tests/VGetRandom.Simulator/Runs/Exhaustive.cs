using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>Makes two requests, with faults at every step where they can come.</summary>
internal sealed class Exhaustive(ISubject subject, Family family)
{
    private readonly FaultKind[] _kinds =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind switch
        {
            FaultKind.Signal => subject.AllowsSignals,
            FaultKind.Switch => subject.IsThreaded,
            FaultKind.CountedFork or FaultKind.CountedReseed or FaultKind.CountAlone =>
                subject.SeesForks,
            FaultKind.NoMemory => subject.Allocates,
            FaultKind.Bypass or FaultKind.Bypasses => subject.HasFunction,
            _ => true,
        }),
    ];

    // A request that asks the witness takes so many steps that only these kinds are paired. The
    // others repeat one of these, or are another way in which a system call fails.
    private readonly FaultKind[] _pairedKinds =
    [
        FaultKind.Drop, FaultKind.Reseed, FaultKind.Signal, FaultKind.Fork, FaultKind.VmFork,
        FaultKind.Bypass, FaultKind.Refused, FaultKind.CountedFork, FaultKind.CountedReseed,
    ];

    /// <summary>How many plans were carried out.</summary>
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
        // A fault makes the run longer, so its last step is known only after it.
        int lastStep = family.LastSteps;
        for (int step = firstStep; step <= lastStep; step++)
        {
            foreach (FaultKind kind in _kinds.Where(
                each => plan.Faults.Length == 0 || IsPaired(each)))
            {
                Plan next = plan with { Faults = [.. plan.Faults, new(step, kind)] };
                bool isLast = faultsLeft == 1 || !IsPaired(kind);
                if ((Try(next) ?? (isLast ? null : WithOneMore(next, step, faultsLeft - 1)))
                    is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private bool IsPaired(FaultKind kind) =>
        subject.IsVouchedFor ? _pairedKinds.Contains(kind) : kind != FaultKind.Bypasses;

    private (Plan Plan, Violation Violation)? Try(Plan plan)
    {
        Schedules++;
        return family.Run(subject, plan) is { } violation ? (plan, violation) : null;
    }
}
