using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace VGetRandom.Native.Tests;

/// <summary>The width of the registers that serve large requests.</summary>
public class WidthTests
{
    private const string Narrow = "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-AVX512F,-AVX512F_Usable";

    /// <summary>Fails if the measuring program uses only registers of 128 bits.</summary>
    internal static void AssertIsWide(Toolchain toolchain)
    {
        Assert.SkipUnless(Avx2.IsSupported, "this processor has no wider registers");
        double narrow = Measure(isPreloaded: false, Narrow);
        double wide = double.Parse(
            TestProgram.Run(TestProgram.Linked(toolchain, "width_linked"), "measure"),
            CultureInfo.InvariantCulture);
        Assert.InRange(wide, 0, narrow / 1.3);
    }

    // A large request's best time tells the width. Narrow registers take twice as long as those of
    // AVX2, and four times as long as those of AVX-512.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wide_ones_where_the_processor_has_them(bool isPreloaded)
    {
        Assert.SkipUnless(Avx2.IsSupported, "this processor has no wider registers");
        double narrow = Measure(isPreloaded, Narrow);
        double wide = Measure(isPreloaded, "");

        Assert.InRange(wide, 0, narrow / 1.3);
    }

    private static double Measure(bool isPreloaded, string tunables) => double.Parse(
        isPreloaded
            ? TestProgram.Run(
                TestProgram.Unmodified("width"),
                "measure",
                PublishedLibrary.PreloadLibrary,
                tunables)
            : TestProgram.Run(
                TestProgram.Linked("width_linked"), "measure", tunables: tunables),
        CultureInfo.InvariantCulture);
}
