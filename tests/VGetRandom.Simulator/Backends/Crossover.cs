using VGetRandom.Simulator.World;

namespace VGetRandom.Backends;

/// <summary>The short crossovers, for files of this namespace: there an alias would lose to the
/// library's own type.</summary>
internal static class Crossover
{
    public const int FromBatchBytes = ShortCrossover.FromBatchBytes;

    public const int FromFunctionBytes = ShortCrossover.FromFunctionBytes;

    public const int FromSystemCallBytes = ShortCrossover.FromSystemCallBytes;
}
