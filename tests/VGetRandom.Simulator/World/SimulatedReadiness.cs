namespace VGetRandom.Simulator.World;

/// <summary>The code of expansions is compiled from the start.</summary>
internal sealed class SimulatedReadiness
{
    public static SimulatedReadiness OfThisProcess { get; } = new();

    public static bool IsWorthwhile => true;

    public bool IsReady { get; } = true;
}
