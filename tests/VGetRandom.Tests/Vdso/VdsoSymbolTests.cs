using System.Runtime.InteropServices;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.Vdso;

/// <summary>Compares the table of names with the kernel's vdso.lds files and ELF's
/// numbers.</summary>
public class VdsoSymbolTests
{
    [Theory]
    [InlineData(Architecture.X64, "__vdso_getrandom", "LINUX_2.6", 62, "6.11")]
    [InlineData(Architecture.Arm64, "__kernel_getrandom", "LINUX_2.6.39", 183, "6.12")]
    [InlineData(Architecture.LoongArch64, "__vdso_getrandom", "LINUX_5.10", 258, "6.12")]
    [InlineData(Architecture.S390x, "__kernel_getrandom", "LINUX_2.6.29", 22, "6.12")]
    [InlineData(Architecture.RiscV64, "__vdso_getrandom", "LINUX_4.15", 243, "6.16")]
    [InlineData(Architecture.Ppc64le, "__kernel_getrandom", "LINUX_2.6.15", 21, "6.12")]
    public void Every_architecture_has_its_documented_symbol(
        Architecture architecture, string name, string version, ushort machine, string since)
    {
        VdsoSymbol symbol = Assert.NotNull(VdsoSymbol.For(architecture));
        Assert.Equal(
            (name, version, machine, since),
            (symbol.Name, symbol.Version, symbol.Machine, symbol.Since));
    }

    [Fact]
    public void Every_other_architecture_has_none()
    {
        Architecture[] having =
        [
            Architecture.X64, Architecture.Arm64, Architecture.LoongArch64, Architecture.S390x,
            Architecture.RiscV64, Architecture.Ppc64le,
        ];
        Assert.All(
            Enum.GetValues<Architecture>().Except(having),
            architecture => Assert.Null(VdsoSymbol.For(architecture)));
        Assert.Null(VdsoSymbol.For((Architecture)9999));
    }

    [Fact]
    public void On_ppc64_alone_errors_are_positive() =>
        Assert.All(
            Enum.GetValues<Architecture>(),
            architecture => Assert.Equal(
                architecture != Architecture.Ppc64le,
                VdsoSymbol.For(architecture)?.ReportsErrorsAsNegative ?? true));
}
