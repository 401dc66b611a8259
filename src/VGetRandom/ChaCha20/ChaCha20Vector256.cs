using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Rows = System.Runtime.Intrinsics.Vector256<uint>;

namespace VGetRandom.ChaCha20;

/// <summary>ChaCha20, six blocks at a time in 256-bit registers.</summary>
/// <remarks>
/// The usual arrangement, a word of eight blocks in each of 16 registers, leaves no register for
/// half of a rotation, so some of the state would spill to the stack. Here a register holds one row
/// of two blocks, and a set of four registers is two blocks. Three sets hide each other's latency
/// and leave four registers for everything else.
/// </remarks>
// SAFETY: ChaCha20Blocks guarantees output and key; a pass writes `blocks` blocks of output, and
// reads KeyBytes of key before its first store.
internal static unsafe class ChaCha20Vector256
{
    private const int BlocksPerPass = 6;

    /// <inheritdoc cref="ChaCha20Blocks.Generate"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        ulong next = counter;
        while (blockCount > 0)
        {
            int blocks = (int)nuint.Min(blockCount, BlocksPerPass);
            switch (blocks)
            {
                case > 4:
                    PassOfSix(output, blocks, key, next, key, next);
                    break;
                case > 2:
                    PassOfFour(output, blocks, key, next, key, next);
                    break;
                default:
                    PassOfTwo(output, blocks, key, next, key, next);
                    break;
            }

            output += blocks * ChaCha20Blocks.BlockBytes;
            blockCount -= (nuint)blocks;
            next += (ulong)blocks;
        }

        counter = next;
    }

    // Key and counter are passed under two names. Otherwise the JIT would merge the loads at the
    // end with those at the start, keep the rows in registers meanwhile, and run out of registers.
    // For the same reason each pass is a call: a loop here would hoist the loads.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void PassOfSix(
        byte* output, int blocks, byte* key, ulong counter, byte* sameKey, ulong sameCounter)
    {
        Rows a0, a1, a2, b0, b1, b2, c0, c1, c2, d0, d1, d2;
        a0 = a1 = a2 = Constants();
        b0 = b1 = b2 = KeyRow(key);
        c0 = c1 = c2 = KeyRow(key + 16);
        d0 = Counters(counter);
        d1 = Counters(counter + 2);
        d2 = Counters(counter + 4);

        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            QuarterRounds(ref a0, ref a1, ref a2, ref b0, ref b1, ref b2,
                ref c0, ref c1, ref c2, ref d0, ref d1, ref d2);
            ToDiagonals(ref a0, ref c0, ref d0);
            ToDiagonals(ref a1, ref c1, ref d1);
            ToDiagonals(ref a2, ref c2, ref d2);
            QuarterRounds(ref a0, ref a1, ref a2, ref b0, ref b1, ref b2,
                ref c0, ref c1, ref c2, ref d0, ref d1, ref d2);
            ToColumns(ref a0, ref c0, ref d0);
            ToColumns(ref a1, ref c1, ref d1);
            ToColumns(ref a2, ref c2, ref d2);
        }

        Rows row = KeyRow(sameKey);
        b0 += row;
        b1 += row;
        b2 += row;
        row = KeyRow(sameKey + 16);
        c0 += row;
        c1 += row;
        c2 += row;
        Store(output, a0 + Constants(), b0, c0, d0 + Counters(sameCounter));
        Store(output + 128, a1 + Constants(), b1, c1, d1 + Counters(sameCounter + 2));
        output += 256;
        d2 += Counters(sameCounter + 4);
        StoreOneOrTwo(output, blocks == 6, a2 + Constants(), b2, c2, d2);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void PassOfFour(
        byte* output, int blocks, byte* key, ulong counter, byte* sameKey, ulong sameCounter)
    {
        Rows a0, a1, b0, b1, c0, c1, d0, d1;
        a0 = a1 = Constants();
        b0 = b1 = KeyRow(key);
        c0 = c1 = KeyRow(key + 16);
        d0 = Counters(counter);
        d1 = Counters(counter + 2);

        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            QuarterRounds(ref a0, ref b0, ref c0, ref d0);
            QuarterRounds(ref a1, ref b1, ref c1, ref d1);
            ToDiagonals(ref a0, ref c0, ref d0);
            ToDiagonals(ref a1, ref c1, ref d1);
            QuarterRounds(ref a0, ref b0, ref c0, ref d0);
            QuarterRounds(ref a1, ref b1, ref c1, ref d1);
            ToColumns(ref a0, ref c0, ref d0);
            ToColumns(ref a1, ref c1, ref d1);
        }

        Rows row = KeyRow(sameKey);
        b0 += row;
        b1 += row;
        row = KeyRow(sameKey + 16);
        c0 += row;
        c1 += row;
        Store(output, a0 + Constants(), b0, c0, d0 + Counters(sameCounter));
        output += 128;
        d1 += Counters(sameCounter + 2);
        StoreOneOrTwo(output, blocks == 4, a1 + Constants(), b1, c1, d1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void PassOfTwo(
        byte* output, int blocks, byte* key, ulong counter, byte* sameKey, ulong sameCounter)
    {
        Rows a = Constants();
        Rows b = KeyRow(key);
        Rows c = KeyRow(key + 16);
        Rows d = Counters(counter);

        for (int i = 0; i < ChaCha20Blocks.DoubleRounds; i++)
        {
            QuarterRounds(ref a, ref b, ref c, ref d);
            ToDiagonals(ref a, ref c, ref d);
            QuarterRounds(ref a, ref b, ref c, ref d);
            ToColumns(ref a, ref c, ref d);
        }

        b += KeyRow(sameKey);
        c += KeyRow(sameKey + 16);
        StoreOneOrTwo(output, blocks == 2, a + Constants(), b, c, d + Counters(sameCounter));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Constants() => Vector256.Create(ChaCha20Blocks.Constants);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows KeyRow(byte* key) =>
        Vector256.Create(Vector128.Load((uint*)key));

    // On a little-endian machine words 12 and 13 are one 64-bit number. Built without a constant
    // vector, which the JIT of .NET 11 would keep on the stack from start to end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Counters(ulong first) => Vector256.Create(
        Vector128.CreateScalar(first), Vector128.CreateScalar(first + 1)).AsUInt32();

    // Each step goes through all three sets, so that neighbouring instructions are independent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void QuarterRounds(
        ref Rows a0, ref Rows a1, ref Rows a2, ref Rows b0, ref Rows b1, ref Rows b2,
        ref Rows c0, ref Rows c1, ref Rows c2, ref Rows d0, ref Rows d1, ref Rows d2)
    {
        Mix(ref a0, ref a1, ref a2, ref b0, ref b1, ref b2, ref d0, ref d1, ref d2, 16);
        Mix(ref c0, ref c1, ref c2, ref d0, ref d1, ref d2, ref b0, ref b1, ref b2, 12);
        Mix(ref a0, ref a1, ref a2, ref b0, ref b1, ref b2, ref d0, ref d1, ref d2, 8);
        Mix(ref c0, ref c1, ref c2, ref d0, ref d1, ref d2, ref b0, ref b1, ref b2, 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mix(
        ref Rows a0, ref Rows a1, ref Rows a2, ref Rows b0, ref Rows b1, ref Rows b2,
        ref Rows d0, ref Rows d1, ref Rows d2, [ConstantExpected] byte rotation)
    {
        a0 += b0;
        a1 += b1;
        a2 += b2;
        d0 = RotateLeft(d0 ^ a0, rotation);
        d1 = RotateLeft(d1 ^ a1, rotation);
        d2 = RotateLeft(d2 ^ a2, rotation);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void QuarterRounds(ref Rows a, ref Rows b, ref Rows c, ref Rows d)
    {
        a += b;
        d = RotateLeft(d ^ a, 16);
        c += d;
        b = RotateLeft(b ^ c, 12);
        a += b;
        d = RotateLeft(d ^ a, 8);
        c += d;
        b = RotateLeft(b ^ c, 7);
    }

    // The usual way rotates rows b, c and d and leaves a. But a round ends with b and the next
    // begins with it, while a, c and d are ready earlier, so rotating these costs no time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToDiagonals(ref Rows a, ref Rows c, ref Rows d)
    {
        a = Vector256.Shuffle(a, Vector256.Create(3u, 0, 1, 2, 7, 4, 5, 6));
        c = Vector256.Shuffle(c, Vector256.Create(1u, 2, 3, 0, 5, 6, 7, 4));
        d = Vector256.Shuffle(d, Vector256.Create(2u, 3, 0, 1, 6, 7, 4, 5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ToColumns(ref Rows a, ref Rows c, ref Rows d)
    {
        a = Vector256.Shuffle(a, Vector256.Create(1u, 2, 3, 0, 5, 6, 7, 4));
        c = Vector256.Shuffle(c, Vector256.Create(3u, 0, 1, 2, 7, 4, 5, 6));
        d = Vector256.Shuffle(d, Vector256.Create(2u, 3, 0, 1, 6, 7, 4, 5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows RotateLeft(Rows x, [ConstantExpected] byte count) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(x, count)
        : count == 16 ? Vector256.Shuffle(x.AsByte(), Vector256.Create((byte)
            2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13,
            18, 19, 16, 17, 22, 23, 20, 21, 26, 27, 24, 25, 30, 31, 28, 29)).AsUInt32()
        : count == 8 ? Vector256.Shuffle(x.AsByte(), Vector256.Create((byte)
            3, 0, 1, 2, 7, 4, 5, 6, 11, 8, 9, 10, 15, 12, 13, 14,
            19, 16, 17, 18, 23, 20, 21, 22, 27, 24, 25, 26, 31, 28, 29, 30)).AsUInt32()
        : (x << count) | (x >>> (32 - count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(byte* output, Rows a, Rows b, Rows c, Rows d)
    {
        Lower(a, b).Store((uint*)output);
        Lower(c, d).Store((uint*)(output + 32));
        Upper(a, b).Store((uint*)(output + 64));
        Upper(c, d).Store((uint*)(output + 96));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Lower(Rows x, Rows y) => Vector256.Create(x.GetLower(), y.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Rows Upper(Rows x, Rows y) => Avx2.IsSupported
        ? Avx2.Permute2x128(x, y, 0x31)
        : Vector256.Create(x.GetUpper(), y.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreOneOrTwo(
        byte* output, bool two, Rows a, Rows b, Rows c, Rows d)
    {
        if (two)
        {
            Store(output, a, b, c, d);
        }
        else
        {
            a.GetLower().Store((uint*)output);
            b.GetLower().Store((uint*)(output + 16));
            c.GetLower().Store((uint*)(output + 32));
            d.GetLower().Store((uint*)(output + 48));
        }
    }
}
