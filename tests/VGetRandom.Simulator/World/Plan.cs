namespace VGetRandom.Simulator.World;

/// <summary>Everything that a run does: requests one after the other, and the faults between
/// them.</summary>
/// <param name="Lengths">The lengths of the requests.</param>
/// <param name="NestedLength">The length of a signal handler's request.</param>
/// <param name="Faults">The faults, in the order of their steps.</param>
internal sealed record Plan(int[] Lengths, int NestedLength, Fault[] Faults)
{
    public static Plan Empty { get; } = new([], 0, []);

    /// <summary>Whether the run has two sides.</summary>
    public bool HasFork => Faults.Any(fault => fault.IsFork);

    /// <summary>Whether more than one thread has its turn.</summary>
    public bool HasSwitch => Faults.Any(fault => fault.Kind == FaultKind.Switch);

    public override string ToString() =>
        $"requests of {string.Join(", ", Lengths)} bytes (nested: {NestedLength}); "
        + (Faults.Length == 0 ? "no faults" : string.Join(", ", Faults));
}
