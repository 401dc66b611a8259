using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>What the libraries export, and what they need.</summary>
public class SymbolTests
{
    public static TheoryData<string> Builds =>
    [
        "libvgetrandom.so",
        .. ProcessorLevels.Select(level => $"glibc-hwcaps/{level}/libvgetrandom.so"),
    ];

    private static IEnumerable<string> ProcessorLevels =>
        System.Runtime.Intrinsics.X86.X86Base.IsSupported
            ? ["x86-64-v2", "x86-64-v3", "x86-64-v4"]
            : [];

    [Theory]
    [MemberData(nameof(Builds))]
    public void Exactly_the_documented_functions_are_exported(string build)
    {
        string header = File.ReadAllText(Path.Combine(PublishedLibrary.Folder, "vgetrandom.h"));
        string[] exported = Symbols(build, "--defined-only");
        Assert.Equal(
            [
                "VGETRANDOM_0.1",
                "vgetrandom@@VGETRANDOM_0.1",
                "vgetrandom_alloc@@VGETRANDOM_0.1",
                "vgetrandom_backend@@VGETRANDOM_0.1",
                "vgetrandom_fill@@VGETRANDOM_0.1",
                "vgetrandom_getrandom@@VGETRANDOM_0.1",
                "vgetrandom_reason@@VGETRANDOM_0.1",
            ],
            exported);
        Assert.All(
            exported[1..],
            name => Assert.Contains(
                $"{name[..name.IndexOf('@', StringComparison.Ordinal)]}(",
                header,
                StringComparison.Ordinal));
    }

    [Fact]
    public void The_preload_library_exports_glibcs_names_and_versions()
    {
        Assert.Equal(
            [
                "GLIBC_2.25",
                "GLIBC_2.36",
                "arc4random@@GLIBC_2.36",
                "arc4random_buf@@GLIBC_2.36",
                "arc4random_uniform@@GLIBC_2.36",
                "getentropy@@GLIBC_2.25",
                "getrandom@@GLIBC_2.25",
            ],
            Symbols("libvgetrandom-preload.so", "--defined-only"));
    }

    /// <summary>
    /// No runtime is linked in, and none is loaded: so nothing here can start one, allocate, or
    /// throw. Only functions that a signal handler may call, and those that run at the start.
    /// </summary>
    [Theory]
    [MemberData(nameof(Builds))]
    public void Nothing_is_needed_but_a_few_functions_of_the_C_library(string build)
    {
        string[] allowed =
        [
            "__cxa_finalize", "__errno_location", "__gmon_start__", "abort", "clock_gettime",
            "getauxval", "madvise", "memmove", "memset", "mmap", "munmap",
            "pthread_getspecific", "pthread_key_create", "pthread_setspecific",
            "pthread_sigmask", "syscall", "_ITM_deregisterTMCloneTable",
            "_ITM_registerTMCloneTable",
        ];
        Assert.All(
            Symbols(build, "--undefined-only"),
            name => Assert.Contains(name.Split('@')[0], allowed));
        Assert.InRange(
            new FileInfo(Path.Combine(PublishedLibrary.Folder, build)).Length, 1, 100_000);
    }

    private static string[] Symbols(string build, string which) =>
    [
        .. DotnetCommand.RunProgram(
                "nm", "-D", "--format=posix", which, Path.Combine(PublishedLibrary.Folder, build))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')[0])
            .Order(StringComparer.Ordinal),
    ];
}
