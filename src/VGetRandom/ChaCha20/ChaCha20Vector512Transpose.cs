using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Word = System.Runtime.Intrinsics.Vector512<uint>;

namespace VGetRandom.ChaCha20;

/// <summary>Puts 16 blocks that lie word by word into ChaCha20's order.</summary>
// SAFETY: ChaCha20Vector512 guarantees 256 words at group.
internal static unsafe class ChaCha20Vector512Transpose
{
    /// <summary>Moves word <c>w</c> of block <c>b</c> from [w][b] to [b][w].</summary>
    /// <remarks>
    /// Works in the output itself, in a separate method, because the rounds leave no register free.
    /// First it gathers each four words of a block in a lane, then each four lanes in a block.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Transpose(uint* group)
    {
        LoadLanes(group, out Word a0, out Word a1, out Word a2, out Word a3);
        LoadLanes(group + 64, out Word b0, out Word b1, out Word b2, out Word b3);
        LoadLanes(group + 128, out Word c0, out Word c1, out Word c2, out Word c3);
        LoadLanes(group + 192, out Word d0, out Word d1, out Word d2, out Word d3);
        StoreBlocks(group, a0, b0, c0, d0);
        StoreBlocks(group + 16, a1, b1, c1, d1);
        StoreBlocks(group + 32, a2, b2, c2, d2);
        StoreBlocks(group + 48, a3, b3, c3, d3);
    }

    /// <summary>Takes four words of 16 blocks; lane L of result i belongs to block 4L + i.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadLanes(
        uint* words, out Word block0, out Word block1, out Word block2, out Word block3)
    {
        Word w0 = Vector512.Load(words);
        Word w1 = Vector512.Load(words + 16);
        Word w2 = Vector512.Load(words + 32);
        Word w3 = Vector512.Load(words + 48);
        Word low01 = UnpackLow(w0, w1);
        Word high01 = UnpackHigh(w0, w1);
        Word low23 = UnpackLow(w2, w3);
        Word high23 = UnpackHigh(w2, w3);
        block0 = UnpackLowPairs(low01, low23);
        block1 = UnpackHighPairs(low01, low23);
        block2 = UnpackLowPairs(high01, high23);
        block3 = UnpackHighPairs(high01, high23);
    }

    /// <summary>Stores four blocks whose quarters are the lanes of a, b, c and d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBlocks(uint* block, Word a, Word b, Word c, Word d)
    {
        Word ab01 = Lanes(a, b, 0b01_00_01_00);
        Word ab23 = Lanes(a, b, 0b11_10_11_10);
        Word cd01 = Lanes(c, d, 0b01_00_01_00);
        Word cd23 = Lanes(c, d, 0b11_10_11_10);
        Lanes(ab01, cd01, 0b10_00_10_00).Store(block);
        Lanes(ab01, cd01, 0b11_01_11_01).Store(block + 64);
        Lanes(ab23, cd23, 0b10_00_10_00).Store(block + 128);
        Lanes(ab23, cd23, 0b11_01_11_01).Store(block + 192);
    }

    // Below, each operation stands beside an equivalent that any processor can run, so that tests
    // on any machine check the order of the operations above.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word UnpackLow(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(x, y)
        : Unpack(x, y, [0, 4, 1, 5]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word UnpackHigh(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(x, y)
        : Unpack(x, y, [2, 6, 3, 7]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word UnpackLowPairs(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(x.AsUInt64(), y.AsUInt64()).AsUInt32()
        : Unpack(x, y, [0, 1, 4, 5]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word UnpackHighPairs(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(x.AsUInt64(), y.AsUInt64()).AsUInt32()
        : Unpack(x, y, [2, 3, 6, 7]);

    /// <summary>Two lanes of x, then two of y; two bits select each, from the lowest on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word Lanes(Word x, Word y, [ConstantExpected] byte lanes) =>
        Avx512F.IsSupported
            ? Avx512F.Shuffle4x128(x, y, lanes)
            : Vector512.Create(
                Vector256.Create(Lane(x, lanes), Lane(x, lanes >> 2)),
                Vector256.Create(Lane(y, lanes >> 4), Lane(y, lanes >> 6)));

    /// <summary>In each lane, the elements of x (0 to 3) and y (4 to 7) that
    /// <paramref name="places"/> selects.</summary>
    private static Word Unpack(Word x, Word y, ReadOnlySpan<int> places)
    {
        Word result = Word.Zero;
        for (int i = 0; i < Word.Count; i++)
        {
            int place = places[i % 4];
            Word from = place < 4 ? x : y;
            result = result.WithElement(i, from.GetElement(i - (i % 4) + (place % 4)));
        }

        return result;
    }

    private static Vector128<uint> Lane(Word x, int lane)
    {
        Vector256<uint> half = (lane & 2) == 0 ? x.GetLower() : x.GetUpper();
        return (lane & 1) == 0 ? half.GetLower() : half.GetUpper();
    }
}
