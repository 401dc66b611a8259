using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace VGetRandom.Tests.ChaCha20;

/// <summary>Reads the JIT's code for each width, in a process that has no wider one.</summary>
public class DisassemblyTests
{
    private static readonly (string, string) s_no512 = ("DOTNET_EnableAVX512", "0");
    private static readonly (string, string) s_no256 = ("DOTNET_EnableAVX2", "0");
    private static readonly (string, string) s_noAvx = ("DOTNET_EnableAVX", "0");
    private static readonly (string, string) s_noVectors = ("DOTNET_EnableHWIntrinsic", "0");

    [Theory]
    [InlineData("vmovups  ymmword ptr [rbp-0x30], ymm1")]
    [InlineData("vmovdqa  xmmword ptr [rsp+0x10], xmm12")]
    [InlineData("movaps   xmmword ptr [rbp+rax-0x16D0], xmm8")]
    [InlineData("vextracti128 xmmword ptr [rsp], ymm3, 1")]
    [InlineData("vpaddd   zmm0, zmm31, zmmword ptr [rbp-0x370]")]
    [InlineData("str     q3, [sp, #0x20]")]
    [InlineData("stp     q3, q4, [fp, #0x20]")]
    public void A_vector_on_the_stack_is_found(string instruction) =>
        Assert.Single(StackStores.Find([$"       {instruction}"]));

    [Theory]
    [InlineData("vmovups  ymmword ptr [rdi+0x20], ymm13")]
    [InlineData("vpaddd   ymm0, ymm0, ymm4")]
    [InlineData("mov      dword ptr [rbp-0x40], 0x61707865")]
    [InlineData("stp     d8, d9, [sp, #0x20]")]
    [InlineData("str     q3, [x0, #0x20]")]
    public void Anything_else_is_not(string instruction) =>
        Assert.Empty(StackStores.Find([$"       {instruction}"]));

    [Fact]
    public void The_widest_version_leaves_nothing_on_the_stack()
    {
        Assert.SkipUnless(
            BlockVersion.WidestBits > 0, "this machine has no vectors that .NET knows");
        AssertNothingOnTheStack(BlockVersion.WidestBits);
    }

    [Fact]
    public void The_256_bit_version_leaves_nothing_on_the_stack()
    {
        SkipUnlessX64With256Bits();
        AssertNothingOnTheStack(256, s_no512);
    }

    [Fact]
    public void The_128_bit_version_leaves_nothing_on_the_stack()
    {
        SkipUnlessX64With256Bits();
        AssertNothingOnTheStack(128, s_no512, s_no256);
    }

    [Fact]
    public void The_128_bit_version_leaves_nothing_on_the_stack_without_AVX()
    {
        SkipUnlessX64With256Bits();
        AssertNothingOnTheStack(128, s_noAvx);
    }

    [Fact]
    public void Every_version_that_the_runtime_can_be_made_to_choose_is_right()
    {
        AssertRight(BlockVersion.WidestBits);
        SkipUnlessX64With256Bits();
        AssertRight(256, s_no512);
        AssertRight(128, s_no512, s_no256);
        AssertRight(128, s_noAvx);
        AssertRight(0, s_noVectors);
    }

    private static void SkipUnlessX64With256Bits() => Assert.SkipUnless(
        RuntimeInformation.ProcessArchitecture == Architecture.X64 && Avx2.IsSupported,
        "only x64 processors with AVX2 have more than one width to choose from");

    private static ProbeProcess AssertRight(int widthBits, params (string, string)[] environment)
    {
        ProbeProcess probe = ProbeProcess.Run(["chacha20"], environment);
        Assert.Equal(widthBits.ToString(), probe["width"]);
        Assert.Equal(string.Empty, probe["wrong"]);
        return probe;
    }

    private static void AssertNothingOnTheStack(
        int widthBits, params (string, string)[] environment)
    {
        string listingFile = Path.GetTempFileName();
        try
        {
            AssertRight(
                widthBits,
                [
                    .. environment,
                    ("DOTNET_JitDisasm", "PassOf* Transpose"),
                    ("DOTNET_JitStdOutFile", listingFile),
                ]);
            string[] listing = File.ReadAllLines(listingFile);
            Assert.Equal(Passes(widthBits), StackStores.Methods(listing).Order());
            Assert.Empty(StackStores.Find(listing));
        }
        finally
        {
            File.Delete(listingFile);
        }
    }

    /// <summary>The methods that handle key or output. The test reads all of them.</summary>
    private static string[] Passes(int widthBits) => widthBits switch
    {
        512 =>
        [
            "PassOfFour", "PassOfSix", "PassOfSixteen", "PassOfThirtyTwo", "PassOfTwo", "Transpose",
        ],
        256 => ["PassOfFour", "PassOfSix", "PassOfTwo"],
        _ => ["PassOfOne", "PassOfThree"],
    };
}
