using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Word = System.Runtime.Intrinsics.Vector512<uint>;

namespace VGetRandom.ChaCha20;

/// <summary>ChaCha20, 32 blocks at a time in 512-bit registers.</summary>
/// <remarks>
/// A register holds one word of 16 blocks, so 16 registers hold a group of 16 blocks. The
/// operations of one group wait for each other and cannot keep the processor busy; two groups take
/// all 32 registers. Nothing spills to the stack, because every operation works in place and reads
/// its other input from memory: a rotation is one instruction, and an addition can broadcast a word
/// from memory to all 16 lanes.
/// </remarks>
// SAFETY: ChaCha20Blocks guarantees output and key; a pass writes 16 or 32 blocks of output, and
// reads the key before its first store.
internal static unsafe class ChaCha20Vector512
{
    private const int GroupBlocks = 16;
    private const int GroupWords = GroupBlocks * ChaCha20Blocks.BlockBytes / sizeof(uint);

    // In order, so that a block's number in its pass is also its index here.
    private static ReadOnlySpan<uint> BlockNumbers =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    ];

    /// <inheritdoc cref="ChaCha20Blocks.Generate"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        // SAFETY: BlockNumbers is constant data of this assembly with 32 words, and does not move.
        uint* blockNumbers =
            (uint*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(BlockNumbers));
        while (blockCount >= GroupBlocks)
        {
            nuint blocks = blockCount < 2 * GroupBlocks ? GroupBlocks : 2u * GroupBlocks;
            uint* words = (uint*)output;
            var input = new PassInput(key, counter, blockNumbers);
            if ((uint)counter > uint.MaxValue - (blocks - 1))
            {
                // The one pass in 2^27 in which the counter carries into word 13.
                ChaCha20Vector256.Generate(output, blocks, key, ref counter);
            }
            else if (blocks == GroupBlocks)
            {
                PassOfSixteen(words, &input, &input);
                ChaCha20Vector512Transpose.Transpose(words);
                counter += blocks;
            }
            else
            {
                PassOfThirtyTwo(words, &input, &input, &input);
                ChaCha20Vector512Transpose.Transpose(words);
                ChaCha20Vector512Transpose.Transpose(words + GroupWords);
                counter += blocks;
            }

            output += blocks * ChaCha20Blocks.BlockBytes;
            blockCount -= blocks;
        }

        ChaCha20Vector256.Generate(output, blockCount, key, ref counter);
    }

    // The same input under several names: the JIT merges two loads from one address, and would keep
    // the value in a register that is not free.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void PassOfThirtyTwo(
        uint* output, PassInput* input, PassInput* same, PassInput* sameAgain)
    {
        Word a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3;
        Word e0, e1, e2, e3, f0, f1, f2, f3, g0, g1, g2, g3, h0, h1, h2, h3;
        a0 = a1 = a2 = a3 = b0 = b1 = b2 = b3 = c0 = c1 = c2 = c3 = d0 = d1 = d2 = d3 = Word.Zero;
        e0 = e1 = e2 = e3 = f0 = f1 = f2 = f3 = g0 = g1 = g2 = g3 = h0 = h1 = h2 = h3 = Word.Zero;
        AddInput(input, 0, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3,
            ref c0, ref c1, ref c2, ref c3, ref d0, ref d1);
        AddInput(input, GroupBlocks, ref e0, ref e1, ref e2, ref e3, ref f0, ref f1, ref f2,
            ref f3, ref g0, ref g1, ref g2, ref g3, ref h0, ref h1);

        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            Mix(ref a0, ref a1, ref a2, ref a3, b0, b1, b2, b3, ref d0, ref d1, ref d2, ref d3, 16);
            Mix(ref e0, ref e1, ref e2, ref e3, f0, f1, f2, f3, ref h0, ref h1, ref h2, ref h3, 16);
            Mix(ref c0, ref c1, ref c2, ref c3, d0, d1, d2, d3, ref b0, ref b1, ref b2, ref b3, 12);
            Mix(ref g0, ref g1, ref g2, ref g3, h0, h1, h2, h3, ref f0, ref f1, ref f2, ref f3, 12);
            Mix(ref a0, ref a1, ref a2, ref a3, b0, b1, b2, b3, ref d0, ref d1, ref d2, ref d3, 8);
            Mix(ref e0, ref e1, ref e2, ref e3, f0, f1, f2, f3, ref h0, ref h1, ref h2, ref h3, 8);
            Mix(ref c0, ref c1, ref c2, ref c3, d0, d1, d2, d3, ref b0, ref b1, ref b2, ref b3, 7);
            Mix(ref g0, ref g1, ref g2, ref g3, h0, h1, h2, h3, ref f0, ref f1, ref f2, ref f3, 7);

            Mix(ref a0, ref a1, ref a2, ref a3, b1, b2, b3, b0, ref d3, ref d0, ref d1, ref d2, 16);
            Mix(ref e0, ref e1, ref e2, ref e3, f1, f2, f3, f0, ref h3, ref h0, ref h1, ref h2, 16);
            Mix(ref c2, ref c3, ref c0, ref c1, d3, d0, d1, d2, ref b1, ref b2, ref b3, ref b0, 12);
            Mix(ref g2, ref g3, ref g0, ref g1, h3, h0, h1, h2, ref f1, ref f2, ref f3, ref f0, 12);
            Mix(ref a0, ref a1, ref a2, ref a3, b1, b2, b3, b0, ref d3, ref d0, ref d1, ref d2, 8);
            Mix(ref e0, ref e1, ref e2, ref e3, f1, f2, f3, f0, ref h3, ref h0, ref h1, ref h2, 8);
            Mix(ref c2, ref c3, ref c0, ref c1, d3, d0, d1, d2, ref b1, ref b2, ref b3, ref b0, 7);
            Mix(ref g2, ref g3, ref g0, ref g1, h3, h0, h1, h2, ref f1, ref f2, ref f3, ref f0, 7);
        }

        AddInput(same, 0, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3,
            ref c0, ref c1, ref c2, ref c3, ref d0, ref d1);
        AddInput(sameAgain, GroupBlocks, ref e0, ref e1, ref e2, ref e3, ref f0, ref f1, ref f2,
            ref f3, ref g0, ref g1, ref g2, ref g3, ref h0, ref h1);
        Store(output, a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3);
        output += GroupWords;
        Store(output, e0, e1, e2, e3, f0, f1, f2, f3, g0, g1, g2, g3, h0, h1, h2, h3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void PassOfSixteen(uint* output, PassInput* input, PassInput* same)
    {
        Word a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3;
        a0 = a1 = a2 = a3 = b0 = b1 = b2 = b3 = c0 = c1 = c2 = c3 = d0 = d1 = d2 = d3 = Word.Zero;
        AddInput(input, 0, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3,
            ref c0, ref c1, ref c2, ref c3, ref d0, ref d1);

        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            Mix(ref a0, ref a1, ref a2, ref a3, b0, b1, b2, b3, ref d0, ref d1, ref d2, ref d3, 16);
            Mix(ref c0, ref c1, ref c2, ref c3, d0, d1, d2, d3, ref b0, ref b1, ref b2, ref b3, 12);
            Mix(ref a0, ref a1, ref a2, ref a3, b0, b1, b2, b3, ref d0, ref d1, ref d2, ref d3, 8);
            Mix(ref c0, ref c1, ref c2, ref c3, d0, d1, d2, d3, ref b0, ref b1, ref b2, ref b3, 7);

            Mix(ref a0, ref a1, ref a2, ref a3, b1, b2, b3, b0, ref d3, ref d0, ref d1, ref d2, 16);
            Mix(ref c2, ref c3, ref c0, ref c1, d3, d0, d1, d2, ref b1, ref b2, ref b3, ref b0, 12);
            Mix(ref a0, ref a1, ref a2, ref a3, b1, b2, b3, b0, ref d3, ref d0, ref d1, ref d2, 8);
            Mix(ref c2, ref c3, ref c0, ref c1, d3, d0, d1, d2, ref b1, ref b2, ref b3, ref b0, 7);
        }

        AddInput(same, 0, ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3,
            ref c0, ref c1, ref c2, ref c3, ref d0, ref d1);
        Store(output, a0, a1, a2, a3, b0, b1, b2, b3, c0, c1, c2, c3, d0, d1, d2, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddInput(
        PassInput* input, int firstBlock, ref Word a0, ref Word a1, ref Word a2, ref Word a3,
        ref Word b0, ref Word b1, ref Word b2, ref Word b3,
        ref Word c0, ref Word c1, ref Word c2, ref Word c3, ref Word d0, ref Word d1)
    {
        AddFour((uint*)&input->Constants, ref a0, ref a1, ref a2, ref a3);
        AddFour(input->Key, ref b0, ref b1, ref b2, ref b3);
        AddFour(input->Key + 4, ref c0, ref c1, ref c2, ref c3);

        // Two additions in place, because their sum would need another register.
        d0 += Vector512.Create(input->CounterLow);
        d0 += Vector512.Load(input->BlockNumbers + firstBlock);
        d1 += Vector512.Create(input->CounterHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour(
        uint* words, ref Word w0, ref Word w1, ref Word w2, ref Word w3)
    {
        w0 += Vector512.Create(words[0]);
        w1 += Vector512.Create(words[1]);
        w2 += Vector512.Create(words[2]);
        w3 += Vector512.Create(words[3]);
    }

    /// <summary>One of the four steps of four quarter rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Word a0, ref Word a1, ref Word a2, ref Word a3, Word b0, Word b1, Word b2, Word b3,
        ref Word d0, ref Word d1, ref Word d2, ref Word d3, [ConstantExpected] byte rotation)
    {
        a0 += b0;
        a1 += b1;
        a2 += b2;
        a3 += b3;
        d0 = RotateLeft(d0 ^ a0, rotation);
        d1 = RotateLeft(d1 ^ a1, rotation);
        d2 = RotateLeft(d2 ^ a2, rotation);
        d3 = RotateLeft(d3 ^ a3, rotation);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word RotateLeft(Word x, [ConstantExpected] byte count) => Avx512F.IsSupported
        ? Avx512F.RotateLeft(x, count)
        : (x << count) | (x >>> (32 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        uint* output, Word a0, Word a1, Word a2, Word a3, Word b0, Word b1, Word b2, Word b3,
        Word c0, Word c1, Word c2, Word c3, Word d0, Word d1, Word d2, Word d3)
    {
        a0.Store(output);
        a1.Store(output + 16);
        a2.Store(output + 32);
        a3.Store(output + 48);
        b0.Store(output + 64);
        b1.Store(output + 80);
        b2.Store(output + 96);
        b3.Store(output + 112);
        c0.Store(output + 128);
        c1.Store(output + 144);
        c2.Store(output + 160);
        c3.Store(output + 176);
        d0.Store(output + 192);
        d1.Store(output + 208);
        d2.Store(output + 224);
        d3.Store(output + 240);
    }

    /// <summary>What a pass reads from memory, word by word, again and again.</summary>
    /// <remarks>Points to the caller's key instead of copying it.</remarks>
    private readonly struct PassInput(byte* key, ulong counter, uint* blockNumbers)
    {
        public readonly uint* Key = (uint*)key;
        public readonly uint* BlockNumbers = blockNumbers;
        public readonly Vector128<uint> Constants = ChaCha20Blocks.Constants;
        public readonly uint CounterLow = (uint)counter;
        public readonly uint CounterHigh = (uint)(counter >> 32);
    }
}
