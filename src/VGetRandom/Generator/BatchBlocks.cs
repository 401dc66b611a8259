using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;

namespace VGetRandom.Generator;

/// <summary>How the blocks of a batch are made.</summary>
/// <remarks>The C libraries have their own, which choose the registers at run time.</remarks>
// SAFETY: the caller vouches for Count blocks at batch, the last of which ends with the key.
internal static unsafe class BatchBlocks
{
    /// <summary>The most that <see cref="Count"/> can be.</summary>
    public const int Max = 18;

    /// <summary>How many there are: a kilobyte, or the next that is whole passes of ChaCha20. What
    /// remains of a pass costs as much as all of it.</summary>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ChaCha20Blocks.WidthBits == 512 ? 16 : Max;
    }

    /// <summary>Makes them from a key, which their end replaces.</summary>
    public static void Generate(byte* batch, byte* key)
    {
        ulong counter = 0;
        DirectAccess.Generate(batch, (nuint)Count, key, ref counter);
    }
}
