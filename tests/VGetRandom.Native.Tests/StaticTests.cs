using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests;

/// <summary>The C programs, linked with the static library.</summary>
public class StaticTests
{
    private const string Static = "-static";
    private const string StaticPie = "-static-pie";

    [Theory]
    [MemberData(nameof(ScenarioTests.Some), MemberType = typeof(ScenarioTests))]
    public void It_ends_well_with_glibc(string program, string scenario) =>
        Run(Toolchain.Glibc.Statically(Static), program, scenario);

    [Theory]
    [NeedsTool(Toolchain.MuslCompiler)]
    [MemberData(nameof(ScenarioTests.Some), MemberType = typeof(ScenarioTests))]
    public void It_ends_well_with_musl(string program, string scenario) =>
        Run(Toolchain.Musl.Statically(Static), program, scenario);

    [Theory]
    [InlineData("request", "flags")]
    [InlineData("threads", "own")]
    [InlineData("fork", "simple")]
    [InlineData("signals", "storm")]
    public void It_ends_well_wherever_it_is_loaded(string program, string scenario) =>
        Run(Toolchain.Glibc.Statically(StaticPie), program, scenario);

    [Theory]
    [NeedsTool(Toolchain.MuslCompiler)]
    [InlineData("request", "flags")]
    [InlineData("threads", "own")]
    [InlineData("fork", "simple")]
    [InlineData("signals", "storm")]
    public void It_ends_well_wherever_it_is_loaded_with_musl(string program, string scenario) =>
        Run(Toolchain.Musl.Statically(StaticPie), program, scenario);

    [Theory]
    [InlineData(Static)]
    [InlineData(StaticPie)]
    public void It_starts_before_the_programs_constructors(string link)
    {
        string program = TestProgram.Linked(Toolchain.Glibc.Statically(link), "constructor");
        Assert.Equal(BackendTests.ThisMachinesBackend, TestProgram.Run(program, ""));
    }

    [Fact]
    public void Wide_registers_are_used_where_the_processor_has_them() =>
        WidthTests.AssertIsWide(Toolchain.Glibc.Statically(Static));

    [Fact]
    public void The_archive_defines_what_the_library_exports_and_nothing_else()
    {
        string archive = Path.Combine(PublishedLibrary.Folder, "libvgetrandom.a");
        string[] defined =
        [
            .. DotnetCommand
                .RunProgram("nm", "-g", "--defined-only", "--format=just-symbols", archive)
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(line => !line.EndsWith(':')),
        ];
        Assert.Equal(
            [
                "vgetrandom", "vgetrandom_alloc", "vgetrandom_backend", "vgetrandom_fill",
                "vgetrandom_forks", "vgetrandom_getrandom", "vgetrandom_reason",
            ],
            defined.Order(StringComparer.Ordinal));
    }

    private static void Run(Toolchain toolchain, string program, string scenario) =>
        TestProgram.Run(TestProgram.Linked(toolchain, program), scenario);
}
