using System.Diagnostics.CodeAnalysis;

namespace VGetRandom.Simulator.World;

/// <summary>Thrown when an invariant is broken. It ends the run.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Only ever thrown here, with both texts.")]
internal sealed class Violation(string invariant, string what) : Exception($"{invariant}: {what}")
{
    public string Invariant { get; } = invariant;
}
