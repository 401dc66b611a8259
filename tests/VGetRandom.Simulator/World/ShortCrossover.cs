extern alias library;

using Real = library::VGetRandom.Backends.Crossover;

namespace VGetRandom.Simulator.World;

/// <summary>Crossovers for a short batch, so that requests of all kinds occur in a run.</summary>
internal static class ShortCrossover
{
    public const int FromBatchBytes = 64;

    public const int FromFunctionBytes = Real.FromFunctionBytes;

    public const int FromSystemCallBytes = Real.FromSystemCallBytes;
}
