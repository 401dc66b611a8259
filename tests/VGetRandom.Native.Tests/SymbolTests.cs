using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>What the libraries export, and what they need.</summary>
public class SymbolTests
{
    private const string Library = "libvgetrandom.so";
    private const string PreloadLibrary = "libvgetrandom-preload.so";
    private const string Provider = "ossl-modules/vgetrandom.so";

    [Fact]
    public void Exactly_the_documented_functions_are_exported()
    {
        string header = File.ReadAllText(Path.Combine(PublishedLibrary.Folder, "vgetrandom.h"));
        string[] exported = Symbols(Library, "--defined-only");
        Assert.Equal(
            [
                "VGETRANDOM_0.1",
                "vgetrandom@@VGETRANDOM_0.1",
                "vgetrandom_alloc@@VGETRANDOM_0.1",
                "vgetrandom_backend@@VGETRANDOM_0.1",
                "vgetrandom_fill@@VGETRANDOM_0.1",
                "vgetrandom_forks@@VGETRANDOM_0.1",
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
            Symbols(PreloadLibrary, "--defined-only"));
    }

    [Fact]
    public void The_provider_exports_what_OpenSSL_looks_for() =>
        Assert.Equal(["OSSL_provider_init"], Symbols(Provider, "--defined-only"));

    /// <summary>The libraries link no runtime and load none, so nothing here can start one,
    /// allocate or throw. They use only functions that a signal handler may call, and some that run
    /// at the start.</summary>
    [Theory]
    [InlineData(Library)]
    [InlineData(PreloadLibrary, "pthread_testcancel")]
    [InlineData(Provider)]
    public void Nothing_is_needed_but_a_few_functions_of_the_C_library(
        string build, params string[] more)
    {
        string[] allowed =
        [
            "__errno_location", "abort", "clock_gettime", "close", "dlsym", "getauxval", "madvise",
            "memmove", "memset", "mmap", "munmap", "open", "pthread_getspecific",
            "pthread_key_create", "pthread_setspecific", "secure_getenv", "syscall", .. more,
        ];
        Assert.All(
            Symbols(build, "--undefined-only"),
            name => Assert.Contains(name.Split('@')[0], allowed));
        Assert.InRange(
            new FileInfo(Path.Combine(PublishedLibrary.Folder, build)).Length, 1, 130_000);
    }

    /// <summary>Every program that preloads the library pays for the loader's work.</summary>
    [Theory]
    [InlineData(Library)]
    [InlineData(PreloadLibrary)]
    [InlineData(Provider)]
    public void The_loader_has_little_to_do(string build)
    {
        string path = Path.Combine(PublishedLibrary.Folder, build);
        string headers = DotnetCommand.RunProgram("readelf", "-lrdW", path);

        // The only writable page becomes read-only when the loader is done with it.
        Assert.Equal(2, headers.Split("\n  LOAD ").Length - 1);
        Assert.DoesNotContain("_RELATIVE", headers, StringComparison.Ordinal);
        Assert.Contains("BIND_NOW", headers, StringComparison.Ordinal);
        Assert.Contains("GNU_RELRO", headers, StringComparison.Ordinal);
        string needed = Assert.Single(
            headers.Split('\n'), line => line.Contains("(NEEDED)", StringComparison.Ordinal));
        Assert.Contains("[libc.", needed, StringComparison.Ordinal);
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
