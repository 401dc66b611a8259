using VGetRandom.Tests.Vdso.Elf;

namespace VGetRandom.Tests.Vdso;

/// <summary>How long an image says it is, which decides what may be read of it.</summary>
public class VdsoLocatorMeasureTests
{
    private const int LargestImageBytes = 1 << 20;
    private const string Unbelievable =
        "it has no loaded segment of a believable size in its first page";

    [Theory]
    [InlineData(0)]
    [InlineData(0x40)]
    [InlineData(0x7FFF_0000_0000)]
    public void An_image_is_as_long_as_its_segments_reach(long address)
    {
        foreach (bool hasSeparateCode in (bool[])[true, false])
        {
            ElfTestImage image = new ElfImageBuilder
            {
                LoadAddress = (ulong)address,
                HasSeparateCode = hasSeparateCode,
            }.Build();
            AssertLength(image.Length, image);
        }
    }

    [Fact]
    public void The_bytes_before_the_first_segment_count()
    {
        ElfTestImage image =
            new ElfImageBuilder { LoadOffset = 0x100, LoadAddress = 0x7FFF_0000_0100 }.Build();
        AssertLength(image.Length, image);
    }

    [Fact]
    public void The_first_page_is_enough()
    {
        ElfTestImage image = new ElfImageBuilder
        {
            Symbols = [.. Enumerable.Range(0, 1000).Select(i => new ElfTestSymbol($"name{i}"))],
        }.Build();
        Assert.True(image.Length > 10 * 4096);
        Assert.Null(
            Locating.Measure(image.Bytes[..4096], image.Read<ushort>(18), out int length));
        Assert.Equal(image.Length, length);
    }

    [Fact]
    public void An_image_cut_off_in_its_headers_has_no_length()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        int headersEnd = image.LoadHeaderAt + ElfImageBuilder.ProgramHeaderBytes;
        for (int length = 0; length <= image.Length; length++)
        {
            byte[] cut = image.Bytes[..length].ToArray();
            string? problem =
                Locating.Measure(cut, ElfImageBuilder.MachineX64, out int measured);
            Assert.Equal(length >= headersEnd, problem is null);
            Assert.Equal(length >= headersEnd ? image.Length : 0, measured);
        }
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(LargestImageBytes, null)]
    [InlineData(LargestImageBytes + 1, Unbelievable)]
    [InlineData(0, Unbelievable)]
    [InlineData(0x1_0000_0000, Unbelievable)]
    [InlineData(0x1_0000_0001, Unbelievable)]
    [InlineData(long.MaxValue, Unbelievable)]
    [InlineData(-1, Unbelievable)]
    public void A_segment_of_no_believable_size_is_refused(long bytes, string? problem)
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.LoadHeaderAt + 40, bytes);
        Assert.Equal(problem, Measure(image, out int length));
        Assert.Equal(problem is null ? (int)bytes : 0, length);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-0x40)]
    [InlineData(-0x1000)]
    public void A_segment_that_wraps_is_refused(long bytes)
    {
        ElfTestImage image = new ElfImageBuilder { LoadAddress = 0x7FFF_0000_0000 }.Build();
        image.Write(image.LoadHeaderAt + 16, bytes);
        image.Write(image.LoadHeaderAt + 40, ulong.MaxValue);
        AssertRefused("its loaded segments overlap or wrap", image);
    }

    [Fact]
    public void A_segment_that_would_begin_before_address_zero_is_refused()
    {
        ElfTestImage image =
            new ElfImageBuilder { LoadOffset = 0x100, LoadAddress = 0x10 }.Build();
        AssertRefused("its loaded segments overlap or wrap", image);
    }

    [Fact]
    public void A_later_segment_below_the_first_is_refused()
    {
        ElfTestImage image = new ElfImageBuilder
        {
            HasSeparateCode = true,
            LoadAddress = 0x7FFF_0000_0000,
        }.Build();
        image.Write(CodeAddressAt(image), 0x7FFE_FFFF_F000);
        AssertRefused("its loaded segments overlap or wrap", image);
    }

    [Fact]
    public void A_later_segment_far_above_the_first_is_refused()
    {
        ElfTestImage image = new ElfImageBuilder { HasSeparateCode = true }.Build();
        image.Write(CodeAddressAt(image), 0x7FFE_FFFF_F000);
        AssertRefused(Unbelievable, image);
    }

    [Fact]
    public void Only_loaded_segments_count()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.DynamicHeaderAt + 16, ulong.MaxValue);
        image.Write(image.DynamicHeaderAt + 40, ulong.MaxValue);
        AssertLength(image.Length, image);
        image.Write(image.LoadHeaderAt, 2);
        AssertRefused(Unbelievable, image);
    }

    [Fact]
    public void An_image_of_another_machine_is_refused()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        Assert.Equal(
            "it is for another ELF machine", Locating.Measure(image.Bytes, 183, out _));
    }

    [Fact]
    public void An_absurd_number_of_program_headers_ends_with_the_page()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(56, ushort.MaxValue);

        // What follows the headers is read as headers, too. It may be refused, but must not throw.
        string? problem = Measure(image, out int length);
        Assert.InRange(length, problem is null ? 1 : 0, problem is null ? LargestImageBytes : 0);
    }

    private static int CodeAddressAt(ElfTestImage image) =>
        image.DynamicHeaderAt + ElfImageBuilder.ProgramHeaderBytes + 16;

    private static string? Measure(ElfTestImage image, out int length) =>
        Locating.Measure(image.Bytes, ElfImageBuilder.MachineX64, out length);

    private static void AssertLength(int expected, ElfTestImage image)
    {
        Assert.Null(Measure(image, out int length));
        Assert.Equal(expected, length);
    }

    private static void AssertRefused(string problem, ElfTestImage image)
    {
        Assert.Equal(problem, Measure(image, out int length));
        Assert.Equal(0, length);
    }
}
