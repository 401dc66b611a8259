namespace VGetRandom.Native.Tests;

/// <summary>An unmodified program, with and without the preload library.</summary>
public class PreloadTests
{
    public static TheoryData<string> Contracts =>
        ["getrandom", "getentropy", "arc4random", "refused", "cancelled"];

    /// <summary>First requests, in a process that may do little else.</summary>
    public static TheoryData<string> AfterLoad => ["only-draw", "handler", "threads"];

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

    /// <summary>glibc itself does what the tests above ask for.</summary>
    [Theory]
    [MemberData(nameof(Contracts))]
    public void Glibc_keeps_it_too(string scenario)
    {
        TestProgram.Run(TestProgram.Unmodified("preload"), scenario);
    }

    [Theory]
    [MemberData(nameof(AfterLoad))]
    public void It_needs_nothing_after_load_but_getrandom(string scenario)
    {
        string program = TestProgram.Unmodified("after_load");
        TestProgram.Run(program, scenario, PublishedLibrary.PreloadLibrary);
        TestProgram.Run(
            program, scenario, $"{TestProgram.NoVdso}:{PublishedLibrary.PreloadLibrary}");

        // The program itself needs no other, either.
        TestProgram.Run(program, scenario);
    }

    [Fact]
    public void Hardly_a_request_is_a_system_call()
    {
        Assert.SkipUnless(
            BackendTests.ThisMachinesBackend == "vdso", "this kernel has no such function");
        TestProgram.Run(
            TestProgram.Unmodified("preload"), "served", PublishedLibrary.PreloadLibrary);
    }
}
