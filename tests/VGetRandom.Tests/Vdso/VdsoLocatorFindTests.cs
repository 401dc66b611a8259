using System.Runtime.InteropServices;
using VGetRandom.Tests.Vdso.Elf;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>Images in which the locator must find the function, and where.</summary>
public class VdsoLocatorFindTests
{
    private static readonly VdsoSymbol s_x64 = VdsoSymbol.For(Architecture.X64)!.Value;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Either_hash_table_is_enough(bool hasHash, bool hasGnuHash)
    {
        // With 64 buckets most are empty; with 1 all symbols share a chain.
        foreach (int buckets in (int[])[1, 2, 3, 7, 64])
        {
            AssertFinds(new()
            {
                HasHash = hasHash,
                HasGnuHash = hasGnuHash,
                Buckets = buckets,
            });
        }
    }

    [Fact]
    public void Every_symbol_is_within_reach_of_the_gnu_hash_table_alone()
    {
        // The count ends at the last chain's end mark. If it is one short, the last symbol is lost.
        foreach (ElfTestSymbol wanted in ElfImageBuilder.DefaultSymbols
            .Where(symbol => symbol.Type == ElfTestSymbol.TypeFunction))
        {
            for (int buckets = 1; buckets < 10; buckets++)
            {
                var builder = new ElfImageBuilder { HasHash = false, Buckets = buckets };
                AssertFinds(builder, s_x64 with { Name = wanted.Name }, wanted.CodeOffset);
            }
        }
    }

    [Fact]
    public void A_gnu_hash_table_without_hashed_symbols_is_one_without_the_function()
    {
        ElfTestImage image = new ElfImageBuilder
        {
            HasHash = false,
            Symbols = [new("__vdso_getrandom", Section: 0)],
        }.Build();

        Assert.Equal("it exports no getrandom", Find(image, out _));
    }

    [Fact]
    public void The_entries_of_the_hash_table_have_64_bits_on_s390x_alone()
    {
        VdsoSymbol symbol = VdsoSymbol.For(Architecture.S390x)!.Value;
        AssertFinds(
            new()
            {
                Machine = ElfImageBuilder.MachineS390,
                HasGnuHash = false,
                Versions = [symbol.Version],
                Symbols = [new("__kernel_getcpu"), new(symbol.Name, CodeOffset: 0x40)],
            },
            symbol);
    }

    [Fact]
    public void Without_versions_the_name_decides() => AssertFinds(new() { Versions = null });

    [Fact]
    public void A_version_is_found_among_several() =>
        AssertFinds(new()
        {
            Versions = ["LINUX_2.5", "LINUX_2.6", "LINUX_2.7"],
            Symbols = [new("__vdso_getrandom", CodeOffset: 0x40, Version: 3)],
        });

    [Fact]
    public void Of_two_symbols_of_one_name_the_version_chooses()
    {
        ElfImageBuilder builder = new()
        {
            Versions = ["LINUX_2.5", "LINUX_2.6"],
            Symbols =
            [
                new("__vdso_getrandom", CodeOffset: 0x20, Version: 2),
                new("__vdso_getrandom", CodeOffset: 0x40, Version: 3),
            ],
        };
        AssertFinds(builder);
    }

    [Fact]
    public void The_bit_that_hides_a_version_is_no_part_of_its_number() =>
        AssertFinds(new()
        {
            Symbols = [new("__vdso_getrandom", CodeOffset: 0x40, IsHidden: true)],
        });

    [Theory]
    [InlineData(ElfTestSymbol.TypeFunction, ElfTestSymbol.BindWeak)]
    [InlineData(ElfTestSymbol.TypeNone, ElfTestSymbol.BindGlobal)]
    public void Weak_symbols_and_those_without_a_type_serve_as_well(byte type, byte bind) =>
        AssertFinds(new()
        {
            Symbols = [new("__vdso_getrandom", CodeOffset: 0x40, Type: type, Bind: bind)],
        });

    [Theory]
    [InlineData(0, 0x7FFF_0000_0000)]
    [InlineData(0, 0x40)]
    [InlineData(0, -0x60_0000)]
    [InlineData(0x100, 0x7FFF_0000_0000)]
    [InlineData(0x100, 0x10)]
    [InlineData(0x100, 0)]
    public void Addresses_are_not_taken_for_offsets(long loadOffset, long loadAddress)
    {
        // QEMU's user mode relocates the whole image; some linkers set an address of their own.
        foreach (bool hasHash in (bool[])[true, false])
        {
            AssertFinds(new()
            {
                LoadOffset = (ulong)loadOffset,
                LoadAddress = unchecked((ulong)loadAddress),
                HasHash = hasHash,
            });
        }
    }

    [Fact]
    public void The_code_may_lie_in_a_segment_of_its_own() =>
        AssertFinds(new()
        {
            HasSeparateCode = true,
            SegmentFlags = ElfImageBuilder.SegmentReadable,
            LoadAddress = 0x7FFF_0000_0000,
        });

    [Fact]
    public void The_first_and_the_last_byte_of_the_code_are_code()
    {
        foreach (int offset in (int[])[0, ElfImageBuilder.CodeBytes - 1])
        {
            AssertFinds(
                new()
                {
                    HasSeparateCode = true,
                    SegmentFlags = ElfImageBuilder.SegmentReadable,
                    Symbols = [new("__vdso_getrandom", CodeOffset: offset)],
                },
                s_x64,
                offset);
        }
    }

    [Fact]
    public void Every_architecture_finds_its_own_name_and_version()
    {
        foreach (Architecture architecture in Enum.GetValues<Architecture>())
        {
            if (VdsoSymbol.For(architecture) is { } symbol)
            {
                AssertFinds(
                    new()
                    {
                        Machine = symbol.Machine,
                        Versions = [symbol.Version],
                        Symbols = [new(symbol.Name, CodeOffset: 0x40)],
                    },
                    symbol);
            }
        }
    }

    private static string? Find(ElfTestImage image, out int offset) =>
        Locating.Find(image.Bytes, s_x64, out offset);

    private static void AssertFinds(ElfImageBuilder builder) => AssertFinds(builder, s_x64);

    private static void AssertFinds(
        ElfImageBuilder builder, VdsoSymbol symbol, int codeOffset = 0x40)
    {
        ElfTestImage image = builder.Build();
        Assert.Null(Locating.Find(image.Bytes, symbol, out int offset));
        Assert.Equal(image.CodeAt + codeOffset, offset);
    }
}
