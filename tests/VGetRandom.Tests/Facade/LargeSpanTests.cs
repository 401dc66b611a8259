using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VGetRandom.Tests.Facade;

/// <summary>Spans of more than 2 GiB: the documentation promises "of any length".</summary>
public sealed class LargeSpanTests : IClassFixture<AliasedMemory>
{
    private readonly AliasedMemory _memory;

    public LargeSpanTests(AliasedMemory memory)
    {
        // All tests share one, because the first touch of each page takes long.
        _memory = memory;
        memory.ClearEnds();
    }

    [Fact]
    public void NewGuids_makes_each_a_uuid()
    {
        Span<Guid> guids = _memory.Span<Guid>();
        KernelRandom.NewGuids(guids);
        Assert.Equal((4, 4), (guids[0].Version, guids[^1].Version));
        Assert.InRange(guids[^1].Variant, 8, 11);
        AssertEndsDiffer(guids);
    }

    [Fact]
    public void Fill_takes_the_widest_type_there_is()
    {
        Span<UInt128> values = _memory.Span<UInt128>();
        KernelRandom.Fill(values);
        AssertEndsDiffer(values);
    }

    [Fact]
    public void GetItems_fills_it()
    {
        var choices = new Large[2];
        choices[0][0] = 1;
        choices[1][0] = 2;
        Span<Large> items = _memory.Span<Large>();
        KernelRandom.GetItems(choices, items);
        Assert.InRange(items[0][0], 1UL, 2UL);
        Assert.InRange(items[^1][0], 1UL, 2UL);
    }

    [Fact]
    public void Shuffle_reaches_both_ends()
    {
        Span<Large> items = _memory.Span<Large>();

        // No other test leaves these numbers in the shared memory.
        items[0][0] = 3;
        items[^1][0] = 4;
        KernelRandom.Shuffle(items);

        // Each stays in place once in two million times.
        Assert.True(items[0][0] != 3 || items[^1][0] != 4);
    }

    [Fact]
    public void Texts_of_characters_fill_it()
    {
        Span<char> text = _memory.Span<char>();
        KernelRandom.GetHexString(text, lowercase: true);
        Assert.Matches("^[0-9a-f]+$", text[..1000].ToString());
        Assert.Matches("^[0-9a-f]+$", text[^1000..].ToString());

        text[^1] = '\0';
        int byteCount = text.Length / 4 * 3;
        Assert.Equal(text.Length, KernelRandom.GetToken(byteCount, text));
        Assert.Matches("^[0-9A-Za-z_-]+$", text[..1000].ToString());
        Assert.Matches("^[0-9A-Za-z_-]+$", text[^1000..].ToString());
    }

    [Fact]
    public void The_longest_span_of_bytes_is_filled()
    {
        Span<byte> bytes = _memory.Span<byte>();
        Assert.Equal(int.MaxValue, bytes.Length);
        KernelRandom.Fill(bytes);
        AssertFilled(bytes);

        KernelRandomNumberGenerator.Shared.GetNonZeroBytes(bytes);
        Assert.Equal(-1, bytes[..AliasedMemory.EndBytes].IndexOf((byte)0));
        Assert.Equal(-1, bytes[^AliasedMemory.EndBytes..].IndexOf((byte)0));
    }

    private static void AssertFilled(ReadOnlySpan<byte> bytes)
    {
        // The chance of 16 zeros at a given place is 2^-128.
        Assert.True(bytes[..16].IndexOfAnyExcept((byte)0) >= 0);
        Assert.True(bytes[^16..].IndexOfAnyExcept((byte)0) >= 0);
    }

    private static void AssertEndsDiffer<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        AssertFilled(MemoryMarshal.AsBytes(items[..1]));
        AssertFilled(MemoryMarshal.AsBytes(items[^1..]));
        Assert.NotEqual(items[0], items[^1]);
    }

    /// <summary>An item of one KiB: two million of them make 2 GiB.</summary>
    [InlineArray(128)]
    private struct Large
    {
        private ulong _first;
    }
}
