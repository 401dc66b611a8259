using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VGetRandom.ChaCha20;

/// <summary>The ChaCha20 block function, in the widest registers available.</summary>
/// <remarks>
/// This is the original ChaCha20: a 256-bit key, a 64-bit block counter in words 12 and 13, and a
/// nonce of zero. The vector versions leave nothing of the key or the output on the stack.
/// </remarks>
// SAFETY: the caller guarantees blockCount blocks at output and KeyBytes at key; Generate checks
// how they overlap.
internal static unsafe class ChaCha20Blocks
{
    public const int BlockBytes = 64;
    public const int KeyBytes = 32;

    /// <summary>A double round is one round of the columns and one of the diagonals.</summary>
    public const int DoubleRounds = 10;

    /// <summary>"expand 32-byte k", the first row of every block's input.</summary>
    public static Vector128<uint> Constants
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.Create(0x61707865u, 0x3320646e, 0x79622d32, 0x6b206574);
    }

    /// <summary>Bits in the registers used here, or 0 for the scalar version.</summary>
    /// <remarks>
    /// The JIT and the NativeAOT compiler treat this as a constant, so the choice costs nothing.
    /// The vector versions read words as they lie in memory, which is right only on little-endian
    /// machines.
    /// </remarks>
    public static int WidthBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !BitConverter.IsLittleEndian ? 0
            : Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128
            : 0;
    }

    /// <summary>Makes <paramref name="blockCount"/> blocks of key stream.</summary>
    /// <param name="output">Receives the blocks, at any alignment.</param>
    /// <param name="blockCount">How many blocks of <see cref="BlockBytes"/>; may be 0.</param>
    /// <param name="key">
    /// The key's <see cref="KeyBytes"/>, at any alignment. They may lie in the last block of
    /// <paramref name="output"/>, wholly or in part, and are then replaced: so a caller can write a
    /// new key over the old one. Every version reads the whole key before it writes to the last
    /// block. Blocks before the last must not touch the key.
    /// </param>
    /// <param name="counter">The number of the first block; on return, one more than the last.
    /// </param>
    /// <exception cref="ArgumentException">The key lies in a block before the last.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        if (blockCount == 0)
        {
            return;
        }

        ThrowIfOverwritten(key, output, blockCount);

        // The same choice as WidthBits, but written so that NativeAOT omits what is never called.
        if (!BitConverter.IsLittleEndian)
        {
            ChaCha20Reference.Generate(output, blockCount, key, ref counter);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            ChaCha20Vector512.Generate(output, blockCount, key, ref counter);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ChaCha20Vector256.Generate(output, blockCount, key, ref counter);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ChaCha20Vector128.Generate(output, blockCount, key, ref counter);
        }
        else
        {
            ChaCha20Reference.Generate(output, blockCount, key, ref counter);
        }
    }

    private static void ThrowIfOverwritten(byte* key, byte* output, nuint blockCount)
    {
        byte* lastBlock = output + ((blockCount - 1) * BlockBytes);
        if (key + KeyBytes > output && key < lastBlock)
        {
            throw new ArgumentException(
                "the key lies in a block before the last, so it would be overwritten too early",
                nameof(key));
        }
    }
}
