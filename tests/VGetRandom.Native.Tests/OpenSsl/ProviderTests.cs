using System.Diagnostics;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>A program of OpenSSL's, with the provider named in its configuration.</summary>
[NeedsOpenSsl]
public class ProviderTests
{
    public static TheoryData<string> Scenarios =>
    [
        "served", "sizes", "life", "parent", "threads", "forks", "cleanup", "early-cleanup",
        "context", "unload", "closed", "refused", "keys",
    ];

    private static string Program => TestProgram.OfOpenSsl("openssl");

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well(string scenario)
    {
        TestProgram.Run(
            Installation.Own.Start(Installation.Configuration, Program, scenario));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well_with_a_newer_OpenSSL(string scenario)
    {
        TestProgram.Run(
            Installation.Newer.Start(Installation.Configuration, Program, scenario));
    }

    /// <summary>RAND_bytes goes to the provider at once, past all generators.</summary>
    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well_on_the_direct_function(string scenario)
    {
        TestProgram.Run(
            Installation.Newer.Start(Installation.NewerConfiguration, Program, scenario));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well_without_the_kernels_function(string scenario)
    {
        string output = RunPreloaded(TestProgram.NoVdso, scenario);
        Assert.Equal(scenario == "served" ? "syscall\n" : "", output);
    }

    [Theory]
    [InlineData("served")]
    [InlineData("threads")]
    [InlineData("forks")]
    public void It_goes_with_the_preload_library(string scenario) =>
        RunPreloaded(PublishedLibrary.PreloadLibrary, scenario);

    /// <summary>Shows that the scenarios look at the provider: OpenSSL alone fails them.</summary>
    [Theory]
    [InlineData("life")]
    [InlineData("context")]
    [InlineData("refused")]
    public void OpenSSLs_own_generator_is_told_from_it(string scenario)
    {
        string complaint = TestProgram.RunToFailure(
            Installation.Own.Start(Installation.NoConfiguration, Program, scenario));
        Assert.Contains("not so", complaint, StringComparison.Ordinal);
    }

    // A thread sanitizer that saw a lock would see a request wait for it.
    [Theory]
    [InlineData("address", "threads")]
    [InlineData("address", "unload")]
    [InlineData("address", "closed")]
    [InlineData("thread", "threads")]
    [InlineData("thread", "context")]
    public void A_sanitizer_finds_nothing(string sanitizer, string scenario)
    {
        ProcessStartInfo start = Installation.Own.Start(
            Installation.Configuration,
            TestProgram.OfOpenSsl("openssl", $"-fsanitize={sanitizer}", "-g"),
            scenario);
        TestProgram.Run(start);
    }

    [Fact]
    public void Hardly_a_request_is_a_system_call()
    {
        Assert.SkipUnless(
            BackendTests.ThisMachinesBackend == "vdso", "this kernel has no such function");
        string calls = TestProgram.Run(Installation.Own.Start(
            Installation.Configuration,
            "strace", "-f", "-qq", "-e", "trace=getrandom,getpid", "-o", "/dev/stdout",
            Program, "many"));
        Assert.InRange(calls.Split("getrandom(").Length - 1, 0, 100);
    }

    /// <summary>Both name the same sections, and only one what older versions do not know.
    /// </summary>
    [Fact]
    public void The_two_configurations_differ_by_one_line()
    {
        string[] older = Settings(Installation.Configuration);
        string[] newer = Settings(Installation.NewerConfiguration);
        Assert.Equal([.. older, "random_provider = vgetrandom"], newer);

        static string[] Settings(string file) =>
        [
            .. File.ReadLines(Path.Combine(PublishedLibrary.Folder, file))
                .Where(line => line.Length > 0 && line[0] != '#'),
        ];
    }

    private static string RunPreloaded(string library, string scenario)
    {
        ProcessStartInfo start =
            Installation.Own.Start(Installation.Configuration, Program, scenario);
        start.Environment["LD_PRELOAD"] = library;
        return TestProgram.Run(start);
    }
}
