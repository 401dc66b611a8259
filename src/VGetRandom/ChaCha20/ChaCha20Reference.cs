using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace VGetRandom.ChaCha20;

/// <summary>ChaCha20 as its description reads, for tests and for machines without vectors.
/// </summary>
/// <remarks>
/// The only version that keeps key and state on the stack, because sixteen words do not fit into
/// most machines' general registers. It erases both before it returns; single words that the
/// compiler spilled may remain.
/// </remarks>
// SAFETY: ChaCha20Blocks guarantees output and key; each span covers exactly one block or one key.
internal static unsafe class ChaCha20Reference
{
    private const int Words = 16;
    private const int KeyWords = 8;

    /// <inheritdoc cref="ChaCha20Blocks.Generate"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        Span<uint> input = stackalloc uint[Words];
        Span<uint> state = stackalloc uint[Words];
        ChaCha20Blocks.Constants.CopyTo(input);
        for (int i = 0; i < KeyWords; i++)
        {
            input[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(
                new ReadOnlySpan<byte>(key, ChaCha20Blocks.KeyBytes)[(4 * i)..]);
        }

        for (; blockCount > 0; blockCount--)
        {
            input[12] = (uint)counter;
            input[13] = (uint)(counter >> 32);
            Permute(input, state);
            WriteSum(input, state, new Span<byte>(output, ChaCha20Blocks.BlockBytes));
            output += ChaCha20Blocks.BlockBytes;
            counter++;
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(input));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(state));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Permute(ReadOnlySpan<uint> input, Span<uint> state)
    {
        input.CopyTo(state);
        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            QuarterRound(ref state[0], ref state[4], ref state[8], ref state[12]);
            QuarterRound(ref state[1], ref state[5], ref state[9], ref state[13]);
            QuarterRound(ref state[2], ref state[6], ref state[10], ref state[14]);
            QuarterRound(ref state[3], ref state[7], ref state[11], ref state[15]);

            QuarterRound(ref state[0], ref state[5], ref state[10], ref state[15]);
            QuarterRound(ref state[1], ref state[6], ref state[11], ref state[12]);
            QuarterRound(ref state[2], ref state[7], ref state[8], ref state[13]);
            QuarterRound(ref state[3], ref state[4], ref state[9], ref state[14]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void QuarterRound(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        a += b;
        d = BitOperations.RotateLeft(d ^ a, 16);
        c += d;
        b = BitOperations.RotateLeft(b ^ c, 12);
        a += b;
        d = BitOperations.RotateLeft(d ^ a, 8);
        c += d;
        b = BitOperations.RotateLeft(b ^ c, 7);
    }

    private static void WriteSum(
        ReadOnlySpan<uint> input, ReadOnlySpan<uint> state, Span<byte> block)
    {
        for (int i = 0; i < Words; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block[(4 * i)..], input[i] + state[i]);
        }
    }
}
