using VGetRandom.Simulator.World;

namespace VGetRandom.Generator;

/// <summary>The simulated blocks, in this namespace for the reason given at <see
/// cref="DirectAccess"/>.</summary>
// SAFETY: as for SimulatedBlocks.
internal static unsafe class BatchBlocks
{
    public static void Generate(byte* batch, byte* key) => SimulatedBlocks.Generate(batch, key);
}
