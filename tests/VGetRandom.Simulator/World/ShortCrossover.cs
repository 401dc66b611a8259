namespace VGetRandom.Simulator.World;

/// <summary>Crossovers for a short batch, so that requests of all kinds occur in a run.</summary>
internal static class ShortCrossover
{
    public const int FromBatchBytes = 64;

    public const int FromFunctionBytes = VGetRandom.Backends.Crossover.FromFunctionBytes;

    public const int FromSystemCallBytes = VGetRandom.Backends.Crossover.FromSystemCallBytes;
}
