using System.Runtime.InteropServices;
using VGetRandom.Tests.Vdso.Elf;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>Sound images that lack something the locator needs. The reason must say what.</summary>
public class VdsoLocatorRefusalTests
{
    private static readonly VdsoSymbol s_x64 = VdsoSymbol.For(Architecture.X64)!.Value;

    [Fact]
    public void A_wrong_version_is_refused_by_its_name() =>
        AssertRefused(
            "its getrandom is not of the version that it must have",
            new() { Versions = ["LINUX_2.7"] });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(0x7FFF)]
    public void A_version_index_of_another_definition_or_of_none_is_refused(ushort index)
    {
        // 0 is a local symbol, 1 the image's own name, and neither 3 nor 0x7FFF is defined.
        AssertRefused(
            "its getrandom is not of the version that it must have",
            new() { Symbols = [new("__vdso_getrandom", Version: index)] });
    }

    [Theory]
    [InlineData("LINUX_2.6.1")]
    [InlineData("LINUX_2.")]
    [InlineData("LINUX_2.5")]
    public void A_version_that_only_begins_alike_is_refused(string version) =>
        AssertRefused(
            "its getrandom is not of the version that it must have",
            new() { Versions = [version] });

    [Theory]
    [InlineData("__vdso_getrando")]
    [InlineData("__vdso_getrandom2")]
    [InlineData("__vdso_Getrandom")]
    public void A_name_that_is_only_alike_is_refused(string name) =>
        AssertRefused("it exports no getrandom", new() { Symbols = [new(name)] });

    [Fact]
    public void An_image_without_symbols_is_refused() =>
        AssertRefused("it exports no getrandom", new() { Symbols = [] });

    [Fact]
    public void An_undefined_symbol_is_refused() =>
        AssertRefused(
            "it exports no getrandom",
            new() { Symbols = [new("__vdso_getrandom", Section: 0), new("__vdso_time")] });

    [Theory]
    [InlineData(ElfTestSymbol.TypeObject, ElfTestSymbol.BindGlobal)]
    [InlineData(ElfTestSymbol.TypeFunction, ElfTestSymbol.BindLocal)]
    [InlineData(6, ElfTestSymbol.BindGlobal)]
    [InlineData(10, ElfTestSymbol.BindGlobal)]
    [InlineData(ElfTestSymbol.TypeFunction, 3)]
    public void Anything_but_an_exported_function_is_refused(byte type, byte bind) =>
        AssertRefused(
            "it exports no getrandom",
            new() { Symbols = [new("__vdso_getrandom", Type: type, Bind: bind)] });

    [Theory]
    [InlineData(0x7FFF_0000_0000)]
    [InlineData(0x10_0000)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_function_outside_the_image_is_refused(long address)
    {
        var outside = new ElfTestSymbol("__vdso_getrandom", Address: unchecked((ulong)address));
        AssertRefused("its getrandom lies outside its code", new() { Symbols = [outside] });
    }

    [Fact]
    public void A_segment_that_claims_more_than_the_image_does_not_let_the_function_out_of_it()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.LoadHeaderAt + 32, ulong.MaxValue);
        image.Write(image.LoadHeaderAt + 40, ulong.MaxValue);
        for (int i = 1; i <= ElfImageBuilder.DefaultSymbols.Count; i++)
        {
            int valueAt = image.SymbolsAt + (i * ElfImageBuilder.SymbolBytes) + 8;
            image.Write(valueAt, (ulong)image.Length);
        }

        AssertImageRefused("its getrandom lies outside its code", image);
    }

    [Fact]
    public void A_function_in_a_segment_that_cannot_be_executed_is_refused()
    {
        AssertRefused(
            "its getrandom lies outside its code",
            new() { SegmentFlags = ElfImageBuilder.SegmentReadable });
        AssertRefused(
            "its getrandom lies outside its code",
            new()
            {
                HasSeparateCode = true,
                SegmentFlags = ElfImageBuilder.SegmentReadable,
                Symbols = [new("__vdso_getrandom", CodeOffset: -1)],
            });
    }

    [Fact]
    public void A_function_past_the_end_of_the_code_is_refused() =>
        AssertRefused(
            "its getrandom lies outside its code",
            new() { Symbols = [new("__vdso_getrandom", CodeOffset: ElfImageBuilder.CodeBytes)] });

    [Fact]
    public void A_function_in_what_follows_the_code_is_refused()
    {
        ElfTestImage image = new ElfImageBuilder
        {
            Symbols = [new("__vdso_getrandom", CodeOffset: ElfImageBuilder.CodeBytes)],
        }.Build();
        _ = image.Append(new byte[64]);
        AssertImageRefused("its getrandom lies outside its code", image);
    }

    [Fact]
    public void An_image_without_any_hash_table_is_refused() =>
        AssertRefused(
            "its symbol hash table is missing or damaged",
            new() { HasHash = false, HasGnuHash = false });

    [Fact]
    public void An_image_of_another_machine_is_refused() =>
        AssertRefused("it is for another ELF machine", new() { Machine = 183 });

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 0)]
    [InlineData(5, 0)]
    [InlineData(5, 3)]
    [InlineData(16, 2)]
    [InlineData(54, 32)]
    public void Another_kind_of_image_is_refused(int at, byte value)
    {
        // In turn: 32 bits, no class, no byte order, an unknown one, an executable, and program
        // headers of the 32-bit size.
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(at, value);
        AssertImageRefused("it is not a 64-bit shared object in this machine's byte order", image);
    }

    [Fact]
    public void The_other_byte_order_is_refused()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(5, (byte)(BitConverter.IsLittleEndian ? 2 : 1));
        AssertImageRefused("it is not a 64-bit shared object in this machine's byte order", image);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_image_with_any_other_magic_is_refused(int at)
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(at, (byte)'X');
        AssertImageRefused("it does not begin as an ELF image does", image);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(10)]
    public void A_dynamic_section_that_lacks_what_names_the_symbols_is_refused(long tag)
    {
        // Put DT_DEBUG, which the reader ignores, in place of an entry that it needs.
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.DynamicEntry(tag), 21L);
        Assert.NotNull(Locating.Find(image.Bytes, s_x64, out int offset));
        Assert.Equal(0, offset);
    }

    [Fact]
    public void An_image_without_a_loaded_segment_or_a_dynamic_section_is_refused()
    {
        foreach (bool isLoad in (bool[])[true, false])
        {
            ElfTestImage image = new ElfImageBuilder().Build();
            image.Write(isLoad ? image.LoadHeaderAt : image.DynamicHeaderAt, 4);
            AssertImageRefused("it has no loaded segment or no dynamic section", image);
        }
    }

    [Fact]
    public void A_dynamic_section_without_an_end_mark_is_refused() =>
        AssertRefused(
            "its dynamic section is cut off or names no symbols",
            new() { HasDynamicEnd = false });

    private static void AssertRefused(string problem, ElfImageBuilder builder) =>
        AssertImageRefused(problem, builder.Build());

    private static void AssertImageRefused(string problem, ElfTestImage image)
    {
        Assert.Equal(problem, Locating.Find(image.Bytes, s_x64, out int offset));
        Assert.Equal(0, offset);
    }
}
