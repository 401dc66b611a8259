using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;

namespace VGetRandom.GetRandom;

/// <summary>A layout of our own: batch and key are one widest pass of ChaCha20, 1 KiB.</summary>
/// <remarks>It stores the bytes that remain, so zeros alone are an empty state.</remarks>
internal readonly unsafe struct WideLayout : IStateLayout
{
    // SAFETY: a state has StateBytes bytes, and the count lies within them.
    private const int RemainingOffset = 1024 + sizeof(ulong);

    public static int BatchKeyBytes => 1024;

    public static int GenerationOffset => 1024;

    public static int InUseOffset => RemainingOffset + sizeof(int);

    public static int StateBytes => 1040;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadRemaining(byte* state) =>
        Math.Clamp(
            Volatile.Read(ref *(int*)(state + RemainingOffset)),
            0,
            BatchKeyBytes - ChaCha20Blocks.KeyBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteRemaining(byte* state, int remaining) =>
        Volatile.Write(ref *(int*)(state + RemainingOffset), remaining);
}
