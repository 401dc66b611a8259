using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;

namespace VGetRandom.Generator;

/// <summary>How the blocks of a batch are made.</summary>
/// <remarks>The C libraries have their own, which choose the registers at run time.</remarks>
// SAFETY: the caller vouches for Count blocks at batch, the last of which ends with the key.
internal static unsafe class BatchBlocks
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BatchSize.BlocksFor(ChaCha20Blocks.WidthBits);
    }

    /// <summary>Makes them from a key, which their end replaces.</summary>
    public static void Generate(byte* batch, byte* key)
    {
        ulong counter = 0;
        DirectAccess.Generate(batch, (nuint)Count, key, ref counter);
    }
}
