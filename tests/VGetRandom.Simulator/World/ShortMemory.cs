extern alias library;

using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Sampling;
using Real = library::VGetRandom.Generator.GeneratorMemory;

namespace VGetRandom.Simulator.World;

/// <summary>The generator's memory with a batch so short that a run uses several.</summary>
// SAFETY: as for GeneratorMemory; it ends with the batch, which is shorter here.
internal static unsafe class ShortMemory
{
    public const int BatchKeyBytes = 2 * ChaCha20Blocks.BlockBytes;

    public static int Bytes => (int)(nint)Real.Batch(null) + BatchKeyBytes;

    public static ulong* Mark(byte* memory) => Real.Mark(memory);

    public static uint* Remaining(byte* memory) => Real.Remaining(memory);

    public static byte* Unanswered(byte* memory) => Real.Unanswered(memory);

    public static byte* Answer(byte* memory) => Real.Answer(memory);

    public static byte* Copy(byte* memory) => Real.Copy(memory);

    public static ulong* Awaited(byte* memory) => Real.Awaited(memory);

    public static ulong* Generation(byte* memory) => Real.Generation(memory);

    public static byte* Batch(byte* memory) => Real.Batch(memory);

    public static byte* Key(byte* memory) => memory + Bytes - ChaCha20Blocks.KeyBytes;
}
