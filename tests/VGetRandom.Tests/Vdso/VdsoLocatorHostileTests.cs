using System.Diagnostics;
using System.Runtime.InteropServices;
using VGetRandom.Tests.Vdso.Elf;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>Damaged and malicious images must soon give a right answer or a reason.</summary>
public class VdsoLocatorHostileTests
{
    private static readonly VdsoSymbol s_x64 = VdsoSymbol.For(Architecture.X64)!.Value;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void An_image_cut_off_anywhere_gives_the_right_offset_or_a_reason(
        bool hasHash, bool hasVersions)
    {
        ElfTestImage image = new ElfImageBuilder
        {
            HasHash = hasHash,
            Versions = hasVersions ? ["LINUX_2.6"] : null,
        }.Build();
        int found = 0;
        for (int length = 0; length <= image.Length; length++)
        {
            // A separate copy, so that not even a read past the slice finds what was cut off.
            byte[] cut = image.Bytes[..length].ToArray();
            string? problem = Locating.Find(cut, s_x64, out int offset);
            Assert.Equal(problem is null ? image.CodeAt + 0x40 : 0, offset);
            Assert.True(offset < length || offset == 0);
            Assert.NotEqual("", problem);
            found += problem is null ? 1 : 0;
        }

        Assert.Equal(ElfImageBuilder.CodeBytes - 0x40, found);
    }

    [Theory]
    [InlineData(0xFFFF_FFFF)]
    [InlineData(0x8000_0000)]
    [InlineData(0x7FFF_FFFF)]
    [InlineData(1000)]
    public void An_absurd_number_of_chains_is_refused(uint count)
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.HashAt + 4, count);
        AssertRefused(image, "its symbol hash table is missing or damaged");
    }

    [Theory]
    [InlineData(0x1_0000_0000)]
    [InlineData(-1)]
    [InlineData(0x1_0000_0003)]
    public void An_absurd_number_of_wide_chains_is_refused(long count)
    {
        // The lower half of the last one would be a sound number.
        ElfTestImage image =
            new ElfImageBuilder { Machine = ElfImageBuilder.MachineS390 }.Build();
        image.Write(image.HashAt + 8, count);
        string? problem = Locating.Find(
            image.Bytes, VdsoSymbol.For(Architecture.S390x)!.Value, out int offset);
        Assert.Equal("its symbol hash table is missing or damaged", problem);
        Assert.Equal(0, offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void An_absurd_number_of_buckets_or_bloom_words_is_refused(int field)
    {
        foreach (uint count in (uint[])[0xFFFF_FFFF, 0x8000_0000, 0x1000_0000, 5000])
        {
            ElfTestImage image = new ElfImageBuilder { HasHash = false }.Build();
            image.Write(image.GnuHashAt + field, count);
            AssertRefused(image, "its symbol hash table is missing or damaged");
        }
    }

    [Fact]
    public void Buckets_that_lead_out_of_the_image_are_refused()
    {
        foreach (uint bucket in (uint[])[0xFFFF_FFFF, 0x8000_0000, 0x4000_0000, 5000])
        {
            ElfTestImage image = new ElfImageBuilder { HasHash = false }.Build();
            image.Write(image.GnuHashAt + 24, bucket);
            AssertRefused(image, "its symbol hash table is missing or damaged");
        }
    }

    [Fact]
    public void A_last_chain_without_an_end_mark_is_refused()
    {
        // Put the table at the end of the image: elsewhere the chain would run into other data and
        // end.
        ElfTestImage image = new ElfImageBuilder { HasHash = false }.Build();
        byte[] table = image.Bytes[image.GnuHashAt..image.SymbolsAt].ToArray();
        int at = image.Append(table);
        image.Write(image.DynamicEntry(0x6FFFFEF5) + 8, (ulong)at);
        Assert.Null(Locating.Find(image.Bytes, s_x64, out _));
        for (int chain = at + 24 + 12; chain < image.Length; chain += 4)
        {
            image.Write(chain, image.Read<uint>(chain) & ~1u);
        }

        AssertRefused(image, "its symbol hash table is missing or damaged");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(0x6FFFFEF5)]
    [InlineData(0x6FFFFFF0)]
    [InlineData(0x6FFFFFFC)]
    public void Tables_that_lie_outside_the_image_are_refused(long tag)
    {
        long[] addresses =
            [-1, -2, -4, -8, -16, long.MinValue, long.MaxValue, 0x1_0000_0000, 0x10_0000];
        foreach (long address in addresses)
        {
            // The reader uses the GNU table only if there is no other.
            ElfTestImage image = new ElfImageBuilder { HasHash = tag == 4 }.Build();
            image.Write(image.DynamicEntry(tag) + 8, address);
            AssertRefused(image);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(0xFFFF_FFFF)]
    public void A_chain_of_version_definitions_that_leads_astray_ends(uint next)
    {
        // Offsets are unsigned and count from the definition itself. A cycle would need one that
        // wraps around 64 bits, and these come closest to that.
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.DefinitionsAt + 16, next);
        AssertRefused(image, "its getrandom is not of the version that it must have");
    }

    [Fact]
    public void A_version_name_outside_the_string_table_is_refused()
    {
        foreach (uint value in (uint[])[0xFFFF_FFFF, 0x8000_0000, 5000])
        {
            foreach (int field in (int[])[12, 20])
            {
                ElfTestImage image = new ElfImageBuilder().Build();
                image.Write(image.DefinitionsAt + 28 + field, value);
                AssertRefused(image, "its getrandom is not of the version that it must have");
            }
        }
    }

    [Fact]
    public void A_version_name_behind_the_string_table_is_refused()
    {
        ElfTestImage image = new ElfImageBuilder { Versions = ["LINUX_2.7"] }.Build();
        int nameAt = image.Append("LINUX_2.6\0"u8);
        image.Write(image.DefinitionsAt + 28 + 20, nameAt - image.StringsAt);
        AssertRefused(image, "its getrandom is not of the version that it must have");
    }

    [Fact]
    public void A_string_table_of_absurd_size_changes_nothing()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.DynamicEntry(10) + 8, ulong.MaxValue);
        Assert.Null(Locating.Find(image.Bytes, s_x64, out int offset));
        Assert.Equal(image.CodeAt + 0x40, offset);
        image.Write(image.DynamicEntry(10) + 8, 1UL);
        AssertRefused(image, "it exports no getrandom");
    }

    [Fact]
    public void An_absurd_number_of_program_headers_changes_nothing()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(56, ushort.MaxValue);
        Assert.Null(Locating.Find(image.Bytes, s_x64, out int offset));
        Assert.Equal(image.CodeAt + 0x40, offset);
    }

    [Fact]
    public void Program_headers_outside_the_image_are_refused()
    {
        foreach (long at in (long[])[-1, -56, -112, long.MinValue, long.MaxValue, 0x1_0000_0000])
        {
            ElfTestImage image = new ElfImageBuilder().Build();
            image.Write(32, at);
            image.Write(56, ushort.MaxValue);
            AssertRefused(image, "it has no loaded segment or no dynamic section");
        }
    }

    [Fact]
    public void A_dynamic_section_outside_the_image_is_refused()
    {
        foreach (long at in (long[])[-1, -16, -32, long.MinValue, 0x1_0000_0000])
        {
            ElfTestImage image = new ElfImageBuilder().Build();
            image.Write(image.DynamicHeaderAt + 8, at);
            image.Write(image.DynamicHeaderAt + 32, ulong.MaxValue);
            AssertRefused(image, "its dynamic section is cut off or names no symbols");
        }
    }

    [Fact]
    public void A_dynamic_section_of_absurd_size_ends_at_its_end_mark()
    {
        ElfTestImage image = new ElfImageBuilder().Build();
        image.Write(image.DynamicHeaderAt + 32, ulong.MaxValue);
        Assert.Null(Locating.Find(image.Bytes, s_x64, out _));
        foreach (ulong length in (ulong[])[0, 15, (ulong)image.DynamicBytes - 1])
        {
            image.Write(image.DynamicHeaderAt + 32, length);
            AssertRefused(image, "its dynamic section is cut off or names no symbols");
        }
    }

    [Fact]
    public void Many_symbols_times_many_versions_take_no_longer_than_their_sum()
    {
        // Half of the largest image that the reader accepts are symbols of the right name and the
        // wrong version. The other half are steps of four bytes through definitions that define
        // nothing.
        const int count = 20_000;
        ElfTestImage image = new ElfImageBuilder
        {
            HasGnuHash = false,
            Symbols = [.. Enumerable.Repeat(new ElfTestSymbol("__vdso_getrandom"), count)],
        }.Build();
        uint[] steps = new uint[125_000];
        Array.Fill(steps, 4u);
        int stepsAt = image.Append(MemoryMarshal.AsBytes(steps.AsSpan()));
        image.Write(image.DynamicEntry(0x6FFFFFFC) + 8, (ulong)stepsAt);

        var watch = Stopwatch.StartNew();
        AssertRefused(image, "its getrandom is not of the version that it must have");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"took {watch.Elapsed}");
    }

    private static void AssertRefused(ElfTestImage image, string? reason = null)
    {
        string? problem = Locating.Find(image.Bytes, s_x64, out int offset);
        Assert.NotNull(problem);
        Assert.NotEqual("", problem);
        Assert.Equal(0, offset);
        if (reason is not null)
        {
            Assert.Equal(reason, problem);
        }
    }
}
