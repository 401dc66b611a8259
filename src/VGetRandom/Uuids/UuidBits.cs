using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VGetRandom.Uuids;

/// <summary>Assembles UUIDs in the layout of <see cref="Guid"/>.</summary>
/// <remarks>
/// A Guid is one 32-bit number, two 16-bit numbers in the machine's byte order, and 8 bytes. The
/// version is the upper 4 bits of the third number, the variant the upper 2 bits of the first of
/// the 8 bytes (RFC 9562, section 4). Everything stays in registers: if we changed fields in
/// memory, reading them back as one value would have to wait for all of those writes.
/// </remarks>
internal static class UuidBits
{
    private const ulong VersionMask = 0xF000;
    private const ulong VariantMask = 0xC0;
    private const ulong Variant = 0x80;

    private static Vector128<ulong> FixedBits =>
        Vector128.Create(FirstHalf(0, 0, VersionMask), SecondHalf(VariantMask));

    /// <summary>Makes a version 4 UUID (section 5.4) from 128 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Guid Version4(Vector128<ulong> random) =>
        Unsafe.BitCast<Vector128<ulong>, Guid>(
            Vector128.AndNot(random, FixedBits)
            | Vector128.Create(FirstHalf(0, 0, 0x4000), SecondHalf(Variant)));

    /// <summary>Makes a version 7 UUID (section 5.7).</summary>
    /// <param name="time">60 bits: milliseconds since 1970 in the upper 48, and in the lower 12 the
    /// field after the version, rand_a.</param>
    /// <param name="random">The other random bits; 62 are used.</param>
    public static Guid Version7(long time, ulong random)
    {
        ulong first = FirstHalf(
            (uint)(time >> 28),
            (ushort)(time >> 12),
            0x7000 | ((ulong)time & ~VersionMask & 0xFFFF));
        ulong second = (random & ~SecondHalf(VariantMask)) | SecondHalf(Variant);
        return Unsafe.BitCast<Vector128<ulong>, Guid>(Vector128.Create(first, second));
    }

    /// <summary>The three numbers as 8 bytes in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FirstHalf(uint low, ushort middle, ulong high) =>
        BitConverter.IsLittleEndian
            ? low | ((ulong)middle << 32) | (high << 48)
            : ((ulong)low << 32) | ((ulong)middle << 16) | high;

    /// <summary>The last 8 bytes: the first as given, the others zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SecondHalf(ulong first) =>
        BitConverter.IsLittleEndian ? first : first << 56;
}
