namespace VGetRandom.Backends;

/// <summary>The simulated process has the code of expansions from the start.</summary>
internal sealed class ExpansionReadiness
{
    public static ExpansionReadiness OfThisProcess { get; } = new();

    public static bool IsWorthwhile => true;

    public bool IsReady { get; } = true;
}
