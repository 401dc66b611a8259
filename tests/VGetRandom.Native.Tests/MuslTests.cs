using System.Reflection;
using System.Runtime.InteropServices;
using VGetRandom.Tests;
using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests;

/// <summary>The C programs with musl, against libraries linked with it.</summary>
[NeedsTool(Toolchain.MuslCompiler)]
public class MuslTests
{
    /// <summary>All but the slow ones that need nothing of the C library, and but one that musl
    /// cannot have: it runs nothing before a library's start.</summary>
    public static TheoryData<string, string> Scenarios =>
    [
        .. ScenarioTests.Scenarios.Where(row => row.Data is not
            (("alloc", "cycles" or "huge" or "early") or ("request", "enormous"))),
    ];

    private static string NoVdso => TestProgram.MuslLibrary("no-vdso");

    private static string PreloadLibrary =>
        Path.Combine(PublishedLibrary.MuslFolder, "libvgetrandom-preload.so");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well(string program, string scenario)
    {
        TestProgram.Run(TestProgram.Linked(Toolchain.Musl, program), scenario);
    }

    [Theory]
    [InlineData("request", "flags")]
    [InlineData("threads", "own")]
    [InlineData("fork", "simple")]
    [InlineData("signals", "storm")]
    [InlineData("kernel", "counted")]
    public void It_ends_well_without_the_kernels_function(string program, string scenario)
    {
        TestProgram.Run(TestProgram.Linked(Toolchain.Musl, program), scenario, NoVdso);
    }

    // Without "refused", because musl has no arc4random of its own to take over.
    [Theory]
    [InlineData("found")]
    [InlineData("getrandom")]
    [InlineData("getentropy")]
    [InlineData("arc4random")]
    [InlineData("cancelled")]
    public void The_preload_library_keeps_the_contract(string scenario)
    {
        TestProgram.Run(TestProgram.UnmodifiedOfMusl("preload"), scenario, PreloadLibrary);
    }

    [Theory]
    [MemberData(nameof(PreloadTests.AfterLoad), MemberType = typeof(PreloadTests))]
    public void The_preload_library_needs_nothing_after_load_but_getrandom(string scenario)
    {
        TestProgram.Run(TestProgram.UnmodifiedOfMusl("after_load"), scenario, PreloadLibrary);
    }

    [Fact]
    public void A_program_can_open_it_by_itself()
    {
        TestProgram.Run(
            TestProgram.UnmodifiedOfMusl("opened"),
            Path.Combine(PublishedLibrary.MuslFolder, "libvgetrandom.so"));
    }

    /// <summary>musl's loader claims every name that begins like this one.</summary>
    [Theory]
    [InlineData("libvgetrandom.so")]
    [InlineData("libvgetrandom-preload.so")]
    public void They_need_nothing_but_the_C_library(string name)
    {
        string library = Path.Combine(PublishedLibrary.MuslFolder, name);
        string[] needed =
        [
            .. DotnetCommand.RunProgram("readelf", "-dW", library).Split('\n')
                .Where(line => line.Contains("(NEEDED)", StringComparison.Ordinal)),
        ];
        Assert.Contains("[libc.", Assert.Single(needed), StringComparison.Ordinal);
    }

    /// <summary>Nobody has run .NET on musl, but the package would find there what it
    /// calls.</summary>
    [Fact]
    public void All_that_the_package_calls_is_in_musl()
    {
        string[] called =
        [
            .. typeof(KernelRandom).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(
                    BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
                    | BindingFlags.DeclaredOnly))
                .Select(method => method.GetCustomAttribute<DllImportAttribute>())
                .OfType<DllImportAttribute>()
                .Select(import => $"{import.Value}: {import.EntryPoint}")
                .Distinct(),
        ];

        // musl's loader is its C library, too.
        string libc = Assert.Single(Directory.GetFiles("/lib", "ld-musl-*.so.1"));
        string[] defined = DotnetCommand
            .RunProgram("nm", "-D", "--defined-only", "--format=just-symbols", libc)
            .Split('\n', StringSplitOptions.TrimEntries);
        Assert.NotEmpty(called);
        Assert.Empty(called.Except(defined.Select(name => $"libc: {name}")));
    }

    // musl does not report what the processor can do, so the library finds out by itself.
    [Fact]
    public void Wide_registers_are_used_where_the_processor_has_them() =>
        WidthTests.AssertIsWide(Toolchain.Musl);
}
