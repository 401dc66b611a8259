using System.Runtime.CompilerServices;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>A random number from the whole range of 32 bits.</summary>
    /// <returns>0 to <see cref="uint.MaxValue"/>, each equally likely.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    [SkipLocalsInit]
    public static unsafe uint NextUInt32()
    {
        uint value;

        // SAFETY: value has the sizeof(uint) bytes the backend fills, or it throws.
        s_backend.Fill((byte*)&value, sizeof(uint));
        return value;
    }

    /// <summary>A random number from the whole range of 64 bits.</summary>
    /// <returns>0 to <see cref="ulong.MaxValue"/>, each equally likely.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    [SkipLocalsInit]
    public static unsafe ulong NextUInt64()
    {
        ulong value;

        // SAFETY: value has the sizeof(ulong) bytes the backend fills, or it throws.
        s_backend.Fill((byte*)&value, sizeof(ulong));
        return value;
    }

    /// <summary>A random UUID: version 4 of RFC 9562, section 5.4, with 122 random bits.</summary>
    /// <returns>The UUID; a drop-in for Guid.NewGuid().</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    [SkipLocalsInit]
    public static unsafe Guid NewGuid()
    {
        // SAFETY: fields has the sizeof(GuidFields) bytes the backend fills, or it throws.
        GuidFields fields;
        s_backend.Fill((byte*)&fields, (nuint)sizeof(GuidFields));
        fields.TimeHighAndVersion =
            (ushort)((fields.TimeHighAndVersion & ~GuidFields.VersionMask) | GuidFields.Version4);
        fields.VariantAndClock =
            (byte)((fields.VariantAndClock & ~GuidFields.VariantMask) | GuidFields.Variant);
        return Unsafe.BitCast<GuidFields, Guid>(fields);
    }

    /// <summary>The fields of <see cref="Guid"/>, as it lays them out on every machine.</summary>
    private struct GuidFields
    {
        public const int VersionMask = 0xF000;
        public const int Version4 = 0x4000;
        public const int VariantMask = 0xC0;
        public const int Variant = 0x80;

#pragma warning disable CS0649 // Filled through a pointer.
        public uint TimeLow;
        public ushort TimeMid, TimeHighAndVersion;
        public byte VariantAndClock, ClockLow, Node0, Node1, Node2, Node3, Node4, Node5;
#pragma warning restore CS0649
    }
}
