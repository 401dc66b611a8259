using VGetRandom.ChaCha20;

namespace VGetRandom.Simulator.World;

/// <summary>The blocks of the short batch.</summary>
// SAFETY: as for SimulatedAccess.
internal static unsafe class SimulatedBlocks
{
    public static void Generate(byte* batch, byte* key)
    {
        ulong counter = 0;
        SimulatedAccess.Generate(
            batch, ShortMemory.BatchKeyBytes / ChaCha20Blocks.BlockBytes, key, ref counter);
    }
}
