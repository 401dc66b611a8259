using System.Diagnostics;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>Clones of a machine with a vmclock: from the first output on, none may be
/// another's.</summary>
internal static class ClockPlan
{
    private const int Clones = 2;
    private const int MaxClones = 5;

    // Groups go by ClockGroup's numbers. Every source is drawn from with one processor or with two,
    // and those of most programs with both.
    private static readonly (bool IsArm, int Processors, int[] Groups)[] s_machines =
    [
        (false, 1, [0, 2]), (false, 2, [1, 3, 0]), (true, 2, [0, 2]), (true, 1, [3]),
    ];

    /// <summary>The numbers of processors that a kernel's machines have.</summary>
    public static IEnumerable<int> Machines(string folder, Kernel kernel) =>
        ClockDevice.IsPossible(folder, kernel)
            ? s_machines
                .Where(machine => machine.IsArm == kernel.IsArm)
                .Select(machine => machine.Processors)
            : [];

    public static Row Run(string folder, Kernel kernel, int processors, Totals totals)
    {
        var watch = Stopwatch.StartNew();
        var checks = new Checks();
        int[] groups = s_machines
            .First(machine => machine.IsArm == kernel.IsArm && machine.Processors == processors)
            .Groups;
        var family = new ClockFamily(folder, kernel, processors);
        string? problem = family.Save(groups);
        checks.That(problem is null, $"the machine was not saved: {problem}");
        long idle = 0;
        foreach (int group in problem is null ? groups : [])
        {
            idle += Compare(checks, family, kernel, processors, group, totals)?.Idle ?? 0;
        }

        checks.AtLeast(1, idle, "repeated without the guard by idle threads, to show anything");
        family.Delete();
        return new(
            kernel,
            $"{(kernel.IsArm ? "neoverse-n1" : "Haswell")}, {processors}",
            "vmclock",
            string.Join(' ', groups.Select(ClockGroup.NameOf)),
            checks,
            watch.Elapsed.TotalSeconds);
    }

    private static ClockRepeats? Compare(
        Checks checks, ClockFamily family, Kernel kernel, int processors, int group, Totals totals)
    {
        string name = ClockGroup.NameOf(group);
        List<ClockClone> clones = [];
        ClockComparison comparison;
        do
        {
            ClockClone? clone = family.GoOn(group, clones.Count);
            checks.That(clone is not null, $"{name}: clone {clones.Count} came to no end");
            if (clone is null)
            {
                return null;
            }

            clones.Add(clone);
            comparison = new(clones);
        }
        while (clones.Count < Clones || (clones.Count < MaxClones && !HasShown(comparison)));

        var found = ClockRepeats.Of(kernel, processors, name, clones, comparison);
        checks.AtLeast(1, found.OfKernel, $"{name}: repeated by getrandom(2), to show anything");
        checks.AtLeast(
            1, found.Unguarded, $"{name}: repeated without the guard, to show anything");
        checks.Equal(
            "0",
            $"{found.Guarded}",
            $"{name}: outputs that were repeated ({comparison.Explain()})");
        checks.Equal(
            "0",
            $"{clones.Sum(clone => clone.Guarded.Sum(CountZeros))}",
            $"{name}: outputs of zero");
        checks.AtLeast(
            1,
            clones.Min(clone => clone.Guarded.Min(lane => lane.Outputs.Length)),
            $"{name}: outputs of a guarded lane");
        totals.Add(found);
        return found;
    }

    private static int CountZeros(ClockDraws lane) => lane.Outputs.Count(word => word == 0);

    // Clones that parted by chance show nothing. One more clone may repeat one of them.
    private static bool HasShown(ClockComparison comparison) =>
        comparison.Count(ClockKind.Kernel) > 0 && comparison.Count(ClockKind.Unguarded) > 0;
}
