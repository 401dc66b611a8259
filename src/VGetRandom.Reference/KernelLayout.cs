using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;

namespace VGetRandom.Reference;

/// <summary>The kernel's own layout: a batch of 96 bytes, 144 bytes in all.</summary>
/// <remarks>It stores a position, so zeros alone would be a full batch of zeros. The generation,
/// which is never 0, says that the state is empty.</remarks>
internal readonly unsafe struct KernelLayout : IStateLayout
{
    // SAFETY: a state has StateBytes bytes, and PositionOffset lies within them.
    private const int BatchBytes = 96;
    private const int PositionOffset = 136;

    public static int BatchKeyBytes => BatchBytes + ChaCha20Blocks.KeyBytes;

    public static int GenerationOffset => 128;

    public static int InUseOffset => 137;

    public static int StateBytes => 144;

    // A page that vanishes in the middle of a request leaves 0, a position that nobody wrote. A
    // position beyond the batch belongs to a foreign state.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadRemaining<TAccess>(byte* state)
        where TAccess : struct, IMemoryAccess =>
        (uint)Math.Max(0, BatchBytes - TAccess.ReadByte(state + PositionOffset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteRemaining<TAccess>(byte* state, uint remaining)
        where TAccess : struct, IMemoryAccess =>
        TAccess.WriteByte(state + PositionOffset, (byte)(BatchBytes - remaining));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NextOffset(uint remaining, uint count) => BatchBytes - remaining;
}
