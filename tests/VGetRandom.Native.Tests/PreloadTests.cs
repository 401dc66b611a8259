namespace VGetRandom.Native.Tests;

/// <summary>An unmodified program with the preload library, and without it.</summary>
public class PreloadTests
{
    public static TheoryData<string> Contracts =>
        ["getrandom", "getentropy", "arc4random", "refused", "cancelled"];

    [Theory]
    [InlineData("found")]
    [MemberData(nameof(Contracts))]
    public void It_keeps_glibcs_contract(string scenario)
    {
        TestProgram.Run(
            TestProgram.Unmodified("preload"), scenario, PublishedLibrary.PreloadLibrary);
    }

    [Theory]
    [InlineData("found")]
    [MemberData(nameof(Contracts))]
    public void It_does_so_without_the_kernels_function(string scenario)
    {
        TestProgram.Run(
            TestProgram.Unmodified("preload"),
            scenario,
            $"{TestProgram.NoVdso}:{PublishedLibrary.PreloadLibrary}");
    }

    /// <summary>What the tests above ask for is what glibc itself does.</summary>
    [Theory]
    [MemberData(nameof(Contracts))]
    public void Glibc_keeps_it_too(string scenario)
    {
        TestProgram.Run(TestProgram.Unmodified("preload"), scenario);
    }
}
