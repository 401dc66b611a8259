using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Row = System.Runtime.Intrinsics.Vector128<uint>;

namespace VGetRandom.ChaCha20;

/// <summary>ChaCha20, three blocks at a time in 128-bit registers.</summary>
/// <remarks>Arranged like <see cref="ChaCha20Vector256"/>, with one block in a set.</remarks>
// SAFETY: ChaCha20Blocks guarantees output and key; a pass writes `blocks` blocks of output, and
// reads KeyBytes of key before its first store.
internal static unsafe class ChaCha20Vector128
{
    private const int BlocksPerPass = 3;

    /// <inheritdoc cref="ChaCha20Blocks.Generate"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        ulong next = counter;
        while (blockCount > 0)
        {
            int blocks = (int)nuint.Min(blockCount, BlocksPerPass);
            if (blocks == 1)
            {
                PassOfOne(output, key, next, key, next);
            }
            else
            {
                PassOfThree(output, blocks, key, next, key, next);
            }

            output += blocks * ChaCha20Blocks.BlockBytes;
            blockCount -= (nuint)blocks;
            next += (ulong)blocks;
        }

        counter = next;
    }

    // ChaCha20Vector256.PassOfSix says why key and counter are passed twice.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void PassOfThree(
        byte* output, int blocks, byte* key, ulong counter, byte* sameKey, ulong sameCounter)
    {
        Row a0, a1, a2, b0, b1, b2, c0, c1, c2, d0, d1, d2;
        a0 = a1 = a2 = ChaCha20Blocks.Constants;
        b0 = b1 = b2 = Vector128.Load((uint*)key);
        c0 = c1 = c2 = Vector128.Load((uint*)key + 4);
        d0 = Counter(counter);
        d1 = Counter(counter + 1);
        d2 = Counter(counter + 2);

        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            QuarterRounds(ref a0, ref b0, ref c0, ref d0);
            QuarterRounds(ref a1, ref b1, ref c1, ref d1);
            QuarterRounds(ref a2, ref b2, ref c2, ref d2);
            ToDiagonals(ref a0, ref c0, ref d0);
            ToDiagonals(ref a1, ref c1, ref d1);
            ToDiagonals(ref a2, ref c2, ref d2);
            QuarterRounds(ref a0, ref b0, ref c0, ref d0);
            QuarterRounds(ref a1, ref b1, ref c1, ref d1);
            QuarterRounds(ref a2, ref b2, ref c2, ref d2);
            ToColumns(ref a0, ref c0, ref d0);
            ToColumns(ref a1, ref c1, ref d1);
            ToColumns(ref a2, ref c2, ref d2);
        }

        Row row = Vector128.Load((uint*)sameKey);
        b0 += row;
        b1 += row;
        b2 += row;
        row = Vector128.Load((uint*)sameKey + 4);
        c0 += row;
        c1 += row;
        c2 += row;
        Store(output, a0 + ChaCha20Blocks.Constants, b0, c0, d0 + Counter(sameCounter));
        output += ChaCha20Blocks.BlockBytes;
        Store(output, a1 + ChaCha20Blocks.Constants, b1, c1, d1 + Counter(sameCounter + 1));
        if (blocks == BlocksPerPass)
        {
            output += ChaCha20Blocks.BlockBytes;
            Store(output, a2 + ChaCha20Blocks.Constants, b2, c2, d2 + Counter(sameCounter + 2));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void PassOfOne(
        byte* output, byte* key, ulong counter, byte* sameKey, ulong sameCounter)
    {
        Row a = ChaCha20Blocks.Constants;
        Row b = Vector128.Load((uint*)key);
        Row c = Vector128.Load((uint*)key + 4);
        Row d = Counter(counter);

        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            QuarterRounds(ref a, ref b, ref c, ref d);
            ToDiagonals(ref a, ref c, ref d);
            QuarterRounds(ref a, ref b, ref c, ref d);
            ToColumns(ref a, ref c, ref d);
        }

        b += Vector128.Load((uint*)sameKey);
        c += Vector128.Load((uint*)sameKey + 4);
        Store(output, a + ChaCha20Blocks.Constants, b, c, d + Counter(sameCounter));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Row Counter(ulong counter) => Vector128.CreateScalar(counter).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void QuarterRounds(ref Row a, ref Row b, ref Row c, ref Row d)
    {
        a += b;
        d = RotateLeft16(d ^ a);
        c += d;
        b = RotateLeft12(b ^ c);
        a += b;
        d = RotateLeft8(d ^ a);
        c += d;
        b = RotateLeft7(b ^ c);
    }

    // Row b stays, because the next round waits for it; ChaCha20Vector256 says more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToDiagonals(ref Row a, ref Row c, ref Row d)
    {
        a = Vector128.Shuffle(a, Vector128.Create(3u, 0, 1, 2));
        c = Vector128.Shuffle(c, Vector128.Create(1u, 2, 3, 0));
        d = Vector128.Shuffle(d, Vector128.Create(2u, 3, 0, 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToColumns(ref Row a, ref Row c, ref Row d)
    {
        a = Vector128.Shuffle(a, Vector128.Create(1u, 2, 3, 0));
        c = Vector128.Shuffle(c, Vector128.Create(3u, 0, 1, 2));
        d = Vector128.Shuffle(d, Vector128.Create(2u, 3, 0, 1));
    }

    // SSSE3 can shuffle bytes in one instruction. Test for AVX instead: a NativeAOT program learns
    // about SSSE3 only at run time, and would test for it at every rotation.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Row RotateLeft16(Row x) =>
        AdvSimd.IsSupported ? AdvSimd.ReverseElement16(x)
        : Avx.IsSupported ? Vector128.Shuffle(x.AsByte(), Vector128.Create((byte)
            2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)).AsUInt32()
        : (x << 16) | (x >>> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Row RotateLeft12(Row x) => AdvSimd.IsSupported
        ? AdvSimd.ShiftRightAndInsert(x << 12, x, 20)
        : (x << 12) | (x >>> 20);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Row RotateLeft8(Row x) =>
        AdvSimd.IsSupported ? AdvSimd.ShiftRightAndInsert(x << 8, x, 24)
        : Avx.IsSupported ? Vector128.Shuffle(x.AsByte(), Vector128.Create((byte)
            3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14)).AsUInt32()
        : (x << 8) | (x >>> 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Row RotateLeft7(Row x) => AdvSimd.IsSupported
        ? AdvSimd.ShiftRightAndInsert(x << 7, x, 25)
        : (x << 7) | (x >>> 25);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* output, Row a, Row b, Row c, Row d)
    {
        a.Store((uint*)output);
        b.Store((uint*)output + 4);
        c.Store((uint*)output + 8);
        d.Store((uint*)output + 12);
    }
}
