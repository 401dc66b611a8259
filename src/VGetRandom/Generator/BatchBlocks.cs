using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;

namespace VGetRandom.Generator;

/// <summary>Makes the blocks of a batch.</summary>
/// <remarks>The C libraries have their own version, which chooses registers at run time.</remarks>
// SAFETY: the caller guarantees Count blocks at batch, and that the key lies at their end.
internal static unsafe class BatchBlocks
{
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BatchSize.BlocksFor(ChaCha20Blocks.WidthBits);
    }

    /// <summary>Makes the batch from a key; the end of the batch replaces that key.</summary>
    public static void Generate(byte* batch, byte* key)
    {
        ulong counter = 0;
        DirectAccess.Generate(batch, (nuint)Count, key, ref counter);
    }
}
