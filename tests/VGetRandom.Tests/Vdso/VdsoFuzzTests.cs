using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using VGetRandom.Tests.Needs;
using VGetRandom.Tests.Vdso.Elf;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>Randomly damaged images, each right before an unreadable page. The reader must never
/// throw, return an offset outside the image, or read outside it, which would end the test
/// run.</summary>
public class VdsoFuzzTests
{
    private const long Iterations = 100_000;
    private const int LargestImageBytes = 1 << 20;
    private static readonly VdsoSymbol s_x64 = VdsoSymbol.For(Architecture.X64)!.Value;

    [Fact]
    public void A_damaged_image_with_a_hash_table_is_read_within_its_bounds() =>
        Fuzz(new ElfImageBuilder { HasGnuHash = false }.Build(), s_x64);

    [Fact]
    public void A_damaged_image_with_a_gnu_hash_table_is_read_within_its_bounds() =>
        Fuzz(
            new ElfImageBuilder
            {
                HasHash = false,
                HasSeparateCode = true,
                SegmentFlags = ElfImageBuilder.SegmentReadable,
            }.Build(),
            s_x64);

    [Fact]
    public void A_damaged_relocated_image_without_versions_is_read_within_its_bounds() =>
        Fuzz(
            new ElfImageBuilder { LoadAddress = 0x7FFF_0000_0000, Versions = null }.Build(),
            s_x64);

    [Fact]
    public void A_damaged_image_of_s390x_is_read_within_its_bounds()
    {
        VdsoSymbol symbol = VdsoSymbol.For(Architecture.S390x)!.Value;
        Fuzz(
            new ElfImageBuilder
            {
                Machine = symbol.Machine,
                Versions = [symbol.Version],
                Symbols = [new(symbol.Name, CodeOffset: 0x40), new("__kernel_getcpu")],
            }.Build(),
            symbol);
    }

    [Fact]
    [NeedsKernelFunction]
    public void This_machines_image_damaged_is_read_within_its_bounds()
    {
        VdsoSymbol symbol = LiveVdso.Symbol;
        byte[] image = LiveVdso.Copy(symbol);

        // In the kernel's images, all tables lie at the start, before the code.
        Range[] parts = [0..256, 0..1024, 0..2048];
        Fuzz(image, parts, symbol);
    }

    [Fact]
    public void Noise_behind_a_sound_header_is_read_within_its_bounds()
    {
        byte[] header = new ElfImageBuilder().Build().Bytes[..0x100].ToArray();
        using var guarded = new GuardedImage(4096);
        Gen.Byte.Array[0, 2048].Sample(
            noise =>
            {
                Span<byte> image = guarded.Last(header.Length + noise.Length);
                header.CopyTo(image);
                noise.CopyTo(image[header.Length..]);
                _ = AssertBounded(image, s_x64);
            },
            iter: Iterations / 10,
            threads: 1);
    }

    private static void Fuzz(ElfTestImage image, VdsoSymbol symbol)
    {
        Range[] parts =
        [
            0..image.DynamicHeaderAt,
            image.LoadHeaderAt..(image.DynamicHeaderAt + ElfImageBuilder.ProgramHeaderBytes),
            image.DynamicAt..(image.DynamicAt + image.DynamicBytes),
            image.HashAt..(image.HashAt + 64),
            image.GnuHashAt..(image.GnuHashAt + 64),
            image.SymbolsAt..image.StringsAt,
            image.VersionsAt..(image.VersionsAt + 32),
            image.DefinitionsAt..(image.DefinitionsAt + 56),
        ];
        Fuzz(image.ToArray(), parts, symbol);
    }

    private static void Fuzz(byte[] sound, IReadOnlyList<Range> parts, VdsoSymbol symbol)
    {
        // One thread, because all iterations share the place before the guard page.
        using var guarded = new GuardedImage(sound.Length);
        int found = 0;
        int refused = 0;
        ImageDamage.All.Sample(
            damage =>
            {
                Span<byte> image = guarded.Last(damage.LengthOf(sound.Length));
                sound.AsSpan(0, image.Length).CopyTo(image);
                damage.Apply(image, parts);
                if (AssertBounded(image, symbol))
                {
                    found++;
                }
                else
                {
                    refused++;
                }
            },
            iter: Iterations,
            threads: 1);

        // Damage that is always fatal, or never, would test little.
        Assert.InRange(found, Iterations / 50, Iterations);
        Assert.InRange(refused, Iterations / 50, Iterations);
    }

    /// <returns>Whether the function was found.</returns>
    private static bool AssertBounded(ReadOnlySpan<byte> image, VdsoSymbol symbol)
    {
        ReadOnlySpan<byte> page = image[..Math.Min(image.Length, Environment.SystemPageSize)];
        string? unmeasured = Locating.Measure(page, symbol.Machine, out int length);
        Assert.InRange(
            length, unmeasured is null ? 1 : 0, unmeasured is null ? LargestImageBytes : 0);

        string? problem = Locating.Find(image, symbol, out int offset);
        if (problem is not null)
        {
            Assert.NotEqual("", problem);
            Assert.Equal(0, offset);
            return false;
        }

        Assert.InRange(offset, 0, image.Length - 1);
        Assert.True(image.IndexOf(Encoding.ASCII.GetBytes(symbol.Name + '\0')) > 0);
        return true;
    }
}
