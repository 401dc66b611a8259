using System.Globalization;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>What the clones of one machine drew in common after they went on.</summary>
/// <param name="Machine">Its kernel and its number of processors.</param>
/// <param name="Group">The sources drawn from.</param>
/// <param name="Clones">The number of clones.</param>
/// <param name="Outputs">How many outputs came from the library with its guard.</param>
/// <param name="Guarded">How many of those were repeated.</param>
/// <param name="Unguarded">How many outputs of the library without its guard were repeated.</param>
/// <param name="Idle">How many of those came from a thread that last drew before the kernel's last
/// reseed.</param>
/// <param name="OfKernel">How many outputs of getrandom(2) were repeated.</param>
/// <param name="InFlight">How many words were repeated by requests with the guard that were under
/// way at the save. Those belong to the caller.</param>
/// <param name="LongestMs">The longest first request with the guard.</param>
internal sealed record ClockRepeats(
    string Machine,
    string Group,
    int Clones,
    long Outputs,
    long Guarded,
    long Unguarded,
    long Idle,
    long OfKernel,
    long InFlight,
    double LongestMs)
{
    public static ClockRepeats Of(
        Kernel kernel,
        int processors,
        string group,
        IReadOnlyList<ClockClone> clones,
        ClockComparison comparison) => new(
        $"{kernel.Name} {kernel.Architecture}, {processors}",
        group,
        clones.Count,
        clones.Sum(clone => clone.Guarded.Sum(lane => (long)lane.Outputs.Length)),
        comparison.Count(ClockKind.Guarded),
        comparison.Count(ClockKind.Unguarded),
        comparison.CountIdle(),
        comparison.Count(ClockKind.Kernel),
        comparison.CountInFlight(),
        clones.Max(clone => clone.Guarded.Max(lane => lane.FirstMs)));

    public static void WriteTable(IEnumerable<ClockRepeats> all)
    {
        const string Format =
            "{0,-14} {1,-16} {2,6} {3,9} {4,9} {5,10} {6,9} {7,6} {8,10} {9,8:F1}";
        Line(
            Format, "vmclock", "", "clones", "outputs", "repeated", "in flight", "no guard",
            "idle", "getrandom", "wait ms");
        foreach (ClockRepeats found in all.OrderBy(r => r.Machine).ThenBy(r => r.Group))
        {
            Line(
                Format, found.Machine, found.Group, found.Clones, found.Outputs, found.Guarded,
                found.InFlight, found.Unguarded, found.Idle, found.OfKernel, found.LongestMs);
        }
    }

    /// <summary>Adds up all machines in one line.</summary>
    public static string Sum(IReadOnlyCollection<ClockRepeats> all) =>
        $"{all.Sum(r => r.Clones)} clones with vmclock, {all.Sum(r => r.Outputs)} outputs compared "
        + $"from the first on, {all.Sum(r => r.Guarded)} repeats (without the guard: "
        + $"{all.Sum(r => r.Unguarded)}; getrandom(2): {all.Sum(r => r.OfKernel)})";

    private static void Line(string format, params object[] values) =>
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, format, values));
}
