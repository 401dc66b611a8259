using System.Runtime.InteropServices;
using VGetRandom.Tests.Facade;

namespace VGetRandom.Tests;

public class KernelRandomTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(96)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(4096)]
    [InlineData(100_003)]
    public void Fill_fills_every_byte_and_nothing_else(int length)
    {
        const int Margin = 64;
        byte[] buffer = new byte[length + (2 * Margin)];
        var everSet = new bool[length];

        // A byte that is left alone stays zero. The chance that a random one is 16 times zero is
        // 2^-128.
        for (int i = 0; i < 16; i++)
        {
            Array.Clear(buffer);
            KernelRandom.Fill(buffer.AsSpan(Margin, length));
            Assert.True(buffer.AsSpan(0, Margin).IndexOfAnyExcept((byte)0) < 0);
            Assert.True(buffer.AsSpan(Margin + length).IndexOfAnyExcept((byte)0) < 0);
            for (int at = 0; at < length; at++)
            {
                everSet[at] |= buffer[Margin + at] != 0;
            }
        }

        Assert.DoesNotContain(false, everSet);
    }

    [Fact]
    public void GetBytes_makes_an_array_of_the_length_asked_for()
    {
        Assert.Empty(KernelRandom.GetBytes(0));
        Assert.Equal(77, KernelRandom.GetBytes(77).Length);
        Assert.NotEqual(KernelRandom.GetBytes(32), KernelRandom.GetBytes(32));
    }

    [Fact]
    public void GetBytes_refuses_a_negative_length() =>
        Assert.Throws<ArgumentOutOfRangeException>("count", () => KernelRandom.GetBytes(-1));

    [Fact]
    public unsafe void Native_memory_of_more_than_two_gigabytes_is_filled_to_its_end()
    {
        // SAFETY: buffer has length bytes, and each piece ends at or before its end.
        const int PieceBytes = 1 << 20;
        nuint length = ((nuint)1 << 31) + PieceBytes + 3;
        byte* buffer = (byte*)NativeMemory.AllocZeroed(length);
        try
        {
            KernelRandom.Fill(buffer, length);
            for (nuint at = 0; at < length; at += PieceBytes)
            {
                int piece = (int)Math.Min(PieceBytes, length - at);
                var bytes = new ReadOnlySpan<byte>(buffer + at, piece);

                // The chance of 32 zeros in a row at a given place is 2^-256.
                Assert.True(bytes[..Math.Min(32, piece)].IndexOfAnyExcept((byte)0) >= 0);
                Assert.True(piece < 32 || bytes[^32..].IndexOfAnyExcept((byte)0) >= 0);
            }
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    [Fact]
    public unsafe void Null_is_refused_unless_nothing_is_asked_for()
    {
        // SAFETY: no memory is given, and none may be touched.
        KernelRandom.Fill(null, 0);
        Assert.Throws<ArgumentNullException>("destination", () => KernelRandom.Fill(null, 1));
    }

    [Fact]
    public void Every_bit_of_a_number_takes_both_values()
    {
        // The chance that a good bit is 256 times the same is 2^-255; there are 96 bits.
        uint ones32 = 0;
        uint zeros32 = 0;
        ulong ones64 = 0;
        ulong zeros64 = 0;
        for (int i = 0; i < 256; i++)
        {
            uint value32 = KernelRandom.NextUInt32();
            ulong value64 = KernelRandom.NextUInt64();
            ones32 |= value32;
            zeros32 |= ~value32;
            ones64 |= value64;
            zeros64 |= ~value64;
        }

        Assert.Equal((uint.MaxValue, uint.MaxValue), (ones32, zeros32));
        Assert.Equal((ulong.MaxValue, ulong.MaxValue), (ones64, zeros64));
    }

    [Fact]
    public void A_new_guid_is_a_version_4_UUID_with_every_other_bit_random()
    {
        UInt128 ones = 0;
        UInt128 zeros = 0;
        for (int i = 0; i < 256; i++)
        {
            Guid guid = KernelRandom.NewGuid();
            Assert.Equal(4, guid.Version);
            Assert.InRange(guid.Variant, 8, 11);
            string text = guid.ToString("N");
            ones |= UInt128.Parse(text, System.Globalization.NumberStyles.HexNumber, null);
            zeros |= ~UInt128.Parse(text, System.Globalization.NumberStyles.HexNumber, null);
        }

        // RFC 9562, section 5.4: bits 48 to 51 are 0100, bits 64 and 65 are 10.
        UInt128 version = (UInt128)0xF << 76;
        UInt128 variant = (UInt128)0x3 << 62;
        Assert.Equal(~(version | variant) | ((UInt128)0x4 << 76) | ((UInt128)0x2 << 62), ones);
        Assert.Equal(~(version | variant) | ((UInt128)0xB << 76) | ((UInt128)0x1 << 62), zeros);
    }

    [Fact]
    public void Values_never_repeat()
    {
        // The chance of two equal values among 100,000 is below 2^-30 for 64 bits, and below 2^-88
        // for 122.
        const int Count = 100_000;
        Assert.Equal(Count, Enumerable.Range(0, Count).Select(_ => KernelRandom.NewGuid())
            .Distinct().Count());
        Assert.InRange(
            Enumerable.Range(0, Count).Select(_ => KernelRandom.NextUInt64()).Distinct().Count(),
            Count - 1,
            Count);
    }

    [Fact]
    public void A_request_allocates_nothing()
    {
        byte[] buffer = new byte[1000];
        Allocations.AssertNone(() => Draw(buffer));

        static void Draw(byte[] buffer)
        {
            _ = KernelRandom.NextUInt32();
            _ = KernelRandom.NextUInt64();
            _ = KernelRandom.NewGuid();
            KernelRandom.Fill(buffer.AsSpan(0, 100));
            KernelRandom.Fill(buffer);
            _ = KernelRandom.TryGetRandom(buffer, GetRandomFlags.NonBlock, out _);
        }
    }
}
