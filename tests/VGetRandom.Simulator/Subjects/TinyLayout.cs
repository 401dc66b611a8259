using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Reference;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The smallest possible layout: batch and key are one block.</summary>
/// <remarks>It keeps runs so short that every placement of faults can be tried.</remarks>
// SAFETY: a state has StateBytes bytes, and the count lies within them.
internal readonly unsafe struct TinyLayout : IStateLayout
{
    public static int BatchKeyBytes => ChaCha20Blocks.BlockBytes;

    public static int GenerationOffset => BatchKeyBytes;

    public static int InUseOffset => RemainingOffset + sizeof(uint);

    public static int StateBytes => GenerationOffset + (2 * sizeof(ulong));

    private static int RemainingOffset => GenerationOffset + sizeof(ulong);

    public static uint ReadRemaining<TAccess>(byte* state)
        where TAccess : struct, IMemoryAccess =>
        TAccess.ReadUInt32((uint*)(state + RemainingOffset));

    public static void WriteRemaining<TAccess>(byte* state, uint remaining)
        where TAccess : struct, IMemoryAccess =>
        TAccess.WriteUInt32((uint*)(state + RemainingOffset), remaining);

    public static uint NextOffset(uint remaining, uint count) => remaining - count;
}
