using VGetRandom.Simulator.World;

namespace VGetRandom.Generator;

/// <summary>The simulated blocks, for files of this namespace, as of <see cref="DirectAccess"/>.
/// </summary>
// SAFETY: as of SimulatedBlocks.
internal static unsafe class BatchBlocks
{
    public static void Generate(byte* batch, byte* key) => SimulatedBlocks.Generate(batch, key);
}
