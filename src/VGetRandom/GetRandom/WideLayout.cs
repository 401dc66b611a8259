using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;

namespace VGetRandom.GetRandom;

/// <summary>A layout of our own: batch and key are made by the widest passes alone.</summary>
/// <remarks>
/// It stores the bytes that remain, so zeros alone are an empty state, and takes from the batch's
/// end, where they lie at an offset that needs no further sum. Only states of this library's own
/// pools have this layout, so the count is one that was stored here, or 0.
/// </remarks>
internal readonly unsafe struct WideLayout : IStateLayout
{
    // SAFETY: a state has StateBytes bytes, and the count lies within them.
    //
    // 1 KiB or the next that is whole passes: what remains of a pass costs as much as all of it.
    // Twice the size was 3 % faster, and would be a page for each thread.
    public static int BatchKeyBytes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (ChaCha20Blocks.WidthBits == 512 ? 16 : 18) * ChaCha20Blocks.BlockBytes;
    }

    public static int GenerationOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BatchKeyBytes;
    }

    public static int InUseOffset => RemainingOffset + sizeof(uint);

    public static int StateBytes => GenerationOffset + (2 * sizeof(ulong));

    private static int RemainingOffset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => GenerationOffset + sizeof(ulong);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadRemaining<TAccess>(byte* state)
        where TAccess : struct, IMemoryAccess =>
        TAccess.ReadUInt32((uint*)(state + RemainingOffset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteRemaining<TAccess>(byte* state, uint remaining)
        where TAccess : struct, IMemoryAccess =>
        TAccess.WriteUInt32((uint*)(state + RemainingOffset), remaining);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NextOffset(uint remaining, uint count) => remaining - count;
}
