using VGetRandom.Simulator.World;

namespace VGetRandom.Backends;

/// <summary>The short crossovers. Files of this namespace would find the library's own type before
/// an alias.</summary>
internal static class Crossover
{
    public const int FromBatchBytes = ShortCrossover.FromBatchBytes;

    public const int FromFunctionBytes = ShortCrossover.FromFunctionBytes;

    public const int FromSystemCallBytes = ShortCrossover.FromSystemCallBytes;
}
