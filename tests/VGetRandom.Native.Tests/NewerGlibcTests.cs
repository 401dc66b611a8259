using System.Diagnostics;
using VGetRandom.Native.Tests.OpenSsl;

namespace VGetRandom.Native.Tests;

/// <summary>The same programs with Debian 13's glibc, which calls the kernel's function
/// itself.</summary>
public class NewerGlibcTests
{
    [Theory]
    [MemberData(nameof(ScenarioTests.Some), MemberType = typeof(ScenarioTests))]
    public void It_ends_well(string program, string scenario) =>
        Run(TestProgram.Linked(program), scenario, "");

    [Theory]
    [InlineData("found")]
    [InlineData("served")]
    [MemberData(nameof(PreloadTests.Contracts), MemberType = typeof(PreloadTests))]
    public void The_preload_library_keeps_the_contract(string scenario) => Run(
        TestProgram.Unmodified("preload"), scenario, PublishedLibrary.PreloadLibrary);

    [Theory]
    [MemberData(nameof(PreloadTests.AfterLoad), MemberType = typeof(PreloadTests))]
    public void The_preload_library_needs_nothing_after_load_but_getrandom(string scenario) => Run(
        TestProgram.Unmodified("after_load"), scenario, PublishedLibrary.PreloadLibrary);

    private static void Run(string program, string scenario, string preload)
    {
        ProcessStartInfo start = Installation.Newer.Start(
            Installation.NoConfiguration, program, scenario);
        start.Environment["LD_PRELOAD"] = preload;
        TestProgram.Run(start);
    }
}
