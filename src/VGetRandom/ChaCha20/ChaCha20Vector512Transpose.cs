using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Word = System.Runtime.Intrinsics.Vector512<uint>;

namespace VGetRandom.ChaCha20;

/// <summary>Puts 16 blocks that lie word by word into ChaCha20's order.</summary>
// SAFETY: ChaCha20Vector512 vouches for the 256 words at group.
internal static unsafe class ChaCha20Vector512Transpose
{
    /// <summary>Makes word <c>w</c> of block <c>b</c>, which is at [w][b], be at [b][w].</summary>
    /// <remarks>
    /// In the output itself, as a method of its own: the rounds leave no register for it. First
    /// each four words of a block come together in a lane, then each four lanes in a block.
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

    /// <summary>Takes four words of 16 blocks; lane L of result i is block 4L + i's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadLanes(
        uint* words, out Word block0, out Word block1, out Word block2, out Word block3)
    {
        Word w0 = Vector512.Load(words);
        Word w1 = Vector512.Load(words + 16);
        Word w2 = Vector512.Load(words + 32);
        Word w3 = Vector512.Load(words + 48);
        Vector512<ulong> low01 = UnpackLow(w0, w1).AsUInt64();
        Vector512<ulong> high01 = UnpackHigh(w0, w1).AsUInt64();
        Vector512<ulong> low23 = UnpackLow(w2, w3).AsUInt64();
        Vector512<ulong> high23 = UnpackHigh(w2, w3).AsUInt64();
        block0 = UnpackLow(low01, low23).AsUInt32();
        block1 = UnpackHigh(low01, low23).AsUInt32();
        block2 = UnpackLow(high01, high23).AsUInt32();
        block3 = UnpackHigh(high01, high23).AsUInt32();
    }

    /// <summary>Stores four blocks whose quarters are the lanes of a, b, c and d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBlocks(uint* block, Word a, Word b, Word c, Word d)
    {
        Word ab01 = Lanes01(a, b);
        Word ab23 = Lanes23(a, b);
        Word cd01 = Lanes01(c, d);
        Word cd23 = Lanes23(c, d);
        Lanes02(ab01, cd01).Store(block);
        Lanes13(ab01, cd01).Store(block + 64);
        Lanes02(ab23, cd23).Store(block + 128);
        Lanes13(ab23, cd23).Store(block + 192);
    }

    // Below, each operation beside what it does, in terms that any processor can run. So tests show
    // on every machine that the order of things above is right.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word UnpackLow(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(x, y)
        : Interleave(x, y, Vector512.Create(0u, 0, 1, 1, 4, 4, 5, 5, 8, 8, 9, 9, 12, 12, 13, 13));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word UnpackHigh(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(x, y)
        : Interleave(
            x, y, Vector512.Create(2u, 2, 3, 3, 6, 6, 7, 7, 10, 10, 11, 11, 14, 14, 15, 15));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> UnpackLow(Vector512<ulong> x, Vector512<ulong> y) =>
        Avx512F.IsSupported
            ? Avx512F.UnpackLow(x, y)
            : Interleave(x, y, Vector512.Create(0UL, 0, 2, 2, 4, 4, 6, 6));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> UnpackHigh(Vector512<ulong> x, Vector512<ulong> y) =>
        Avx512F.IsSupported
            ? Avx512F.UnpackHigh(x, y)
            : Interleave(x, y, Vector512.Create(1UL, 1, 3, 3, 5, 5, 7, 7));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word Lanes01(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(x, y, 0b01_00_01_00)
        : Lanes(x, y, 0, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word Lanes23(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(x, y, 0b11_10_11_10)
        : Lanes(x, y, 2, 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word Lanes02(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(x, y, 0b10_00_10_00)
        : Lanes(x, y, 0, 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Word Lanes13(Word x, Word y) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(x, y, 0b11_01_11_01)
        : Lanes(x, y, 1, 3);

    /// <summary>Elements of x and y in turn, as <paramref name="places"/> names them.</summary>
    private static Word Interleave(Word x, Word y, Word places) => Vector512.ConditionalSelect(
        Vector512.Create(0x00000000_FFFFFFFFUL).AsUInt32(),
        Vector512.Shuffle(x, places),
        Vector512.Shuffle(y, places));

    private static Vector512<ulong> Interleave(
        Vector512<ulong> x, Vector512<ulong> y, Vector512<ulong> places) =>
        Vector512.ConditionalSelect(
            Vector512.Create(~0UL, 0, ~0UL, 0, ~0UL, 0, ~0UL, 0),
            Vector512.Shuffle(x, places),
            Vector512.Shuffle(y, places));

    /// <summary>Two lanes of x, then the same two of y.</summary>
    private static Word Lanes(Word x, Word y, int first, int second) => Vector512.Create(
        Vector256.Create(Lane(x, first), Lane(x, second)),
        Vector256.Create(Lane(y, first), Lane(y, second)));

    private static Vector128<uint> Lane(Word x, int lane)
    {
        Vector256<uint> half = lane < 2 ? x.GetLower() : x.GetUpper();
        return lane % 2 == 0 ? half.GetLower() : half.GetUpper();
    }
}
