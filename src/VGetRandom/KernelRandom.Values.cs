using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VGetRandom.Backends;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>A random number from the whole range of 32 bits.</summary>
    /// <returns>0 to <see cref="uint.MaxValue"/>, each equally likely.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static uint NextUInt32() => ProcessBackend.Next<uint>();

    /// <summary>A random number from the whole range of 64 bits.</summary>
    /// <returns>0 to <see cref="ulong.MaxValue"/>, each equally likely.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static ulong NextUInt64() => ProcessBackend.Next<ulong>();

    /// <summary>A random UUID: version 4 of RFC 9562, section 5.4, with 122 random bits.</summary>
    /// <returns>The UUID; a drop-in for Guid.NewGuid().</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static Guid NewGuid()
    {
        // In one piece: bytes changed in memory by themselves could not be read back together
        // before all of those writes are done.
        Vector128<byte> bits = ProcessBackend.Next<Vector128<byte>>();
        return Unsafe.BitCast<Vector128<byte>, Guid>(
            Vector128.AndNot(bits, FixedBits) | Version4);
    }

    // Guid has its version in the upper four bits of the 16-bit number at byte 6, which is in the
    // machine's byte order, and its variant in the upper two bits of byte 8.
    private static Vector128<byte> FixedBits => BitConverter.IsLittleEndian
        ? Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0xF0, 0xC0, 0, 0, 0, 0, 0, 0, 0)
        : Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0xF0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0);

    private static Vector128<byte> Version4 => BitConverter.IsLittleEndian
        ? Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0, 0x40, 0x80, 0, 0, 0, 0, 0, 0, 0)
        : Vector128.Create((byte)0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 0);
}
