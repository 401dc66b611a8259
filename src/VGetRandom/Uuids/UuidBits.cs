using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VGetRandom.Uuids;

/// <summary>UUIDs put together as <see cref="Guid"/> lays them out.</summary>
/// <remarks>
/// A Guid begins with a number of 32 bits and two of 16, in the machine's byte order; 8 bytes
/// follow. The version is the upper 4 bits of the third number, and the variant the upper 2 bits of
/// the first of the 8 bytes: RFC 9562, section 4.
/// <para>
/// All is done in registers: fields that are changed in memory one by one cannot be read back as
/// one value before all of those writes are done.
/// </para>
/// </remarks>
internal static class UuidBits
{
    private const ulong VersionMask = 0xF000;
    private const ulong VariantMask = 0xC0;
    private const ulong Variant = 0x80;

    private static Vector128<ulong> FixedBits =>
        Vector128.Create(FirstHalf(0, 0, VersionMask), SecondHalf(VariantMask));

    /// <summary>Makes 128 random bits a UUID of version 4: section 5.4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Guid Version4(Vector128<ulong> random) =>
        Unsafe.BitCast<Vector128<ulong>, Guid>(
            Vector128.AndNot(random, FixedBits)
            | Vector128.Create(FirstHalf(0, 0, 0x4000), SecondHalf(Variant)));

    /// <summary>Makes a UUID of version 7: section 5.7.</summary>
    /// <param name="time">
    /// Milliseconds since 1970 in the upper 48 of 60 bits, and in the other 12 what follows the
    /// version: rand_a.
    /// </param>
    /// <param name="random">The other random bits, of which 62 are used.</param>
    public static Guid Version7(long time, ulong random)
    {
        ulong first = FirstHalf(
            (uint)(time >> 28),
            (ushort)(time >> 12),
            0x7000 | ((ulong)time & ~VersionMask & 0xFFFF));
        ulong second = (random & ~SecondHalf(VariantMask)) | SecondHalf(Variant);
        return Unsafe.BitCast<Vector128<ulong>, Guid>(Vector128.Create(first, second));
    }

    /// <summary>The 8 bytes that the three numbers have in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FirstHalf(uint low, ushort middle, ulong high) =>
        BitConverter.IsLittleEndian
            ? low | ((ulong)middle << 32) | (high << 48)
            : ((ulong)low << 32) | ((ulong)middle << 16) | high;

    /// <summary>The last 8 bytes, of which the first is given and the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SecondHalf(ulong first) =>
        BitConverter.IsLittleEndian ? first : first << 56;
}
