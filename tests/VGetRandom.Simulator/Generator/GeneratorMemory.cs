using VGetRandom.Simulator.World;

namespace VGetRandom.Generator;

/// <summary>The short memory, in this namespace for the reason given at <see
/// cref="DirectAccess"/>.</summary>
// SAFETY: as for ShortMemory.
internal static unsafe class GeneratorMemory
{
    public const int BatchKeyBytes = ShortMemory.BatchKeyBytes;

    public static int Bytes => ShortMemory.Bytes;

    public static ulong* Mark(byte* memory) => ShortMemory.Mark(memory);

    public static uint* Remaining(byte* memory) => ShortMemory.Remaining(memory);

    public static byte* Unanswered(byte* memory) => ShortMemory.Unanswered(memory);

    public static byte* Answer(byte* memory) => ShortMemory.Answer(memory);

    public static byte* Copy(byte* memory) => ShortMemory.Copy(memory);

    public static ulong* Awaited(byte* memory) => ShortMemory.Awaited(memory);

    public static ulong* Generation(byte* memory) => ShortMemory.Generation(memory);

    public static byte* Batch(byte* memory) => ShortMemory.Batch(memory);

    public static byte* Key(byte* memory) => ShortMemory.Key(memory);
}
