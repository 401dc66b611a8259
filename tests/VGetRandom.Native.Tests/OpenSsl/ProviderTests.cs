using System.Diagnostics;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>A program that uses OpenSSL, with the provider named in its configuration.</summary>
[NeedsOpenSsl]
public class ProviderTests
{
    private const string Requests = "openssl";
    private const string Lives = "openssl_life";

    public static TheoryData<string, string> Scenarios => new()
    {
        { Requests, "served" },
        { Requests, "sizes" },
        { Requests, "threads" },
        { Requests, "forks" },
        { Requests, "refused" },
        { Requests, "keys" },
        { Lives, "life" },
        { Lives, "parent" },
        { Lives, "cleanup" },
        { Lives, "early-cleanup" },
        { Lives, "context" },
        { Lives, "unload" },
        { Lives, "closed" },
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well(string program, string scenario)
    {
        TestProgram.Run(
            Start(Installation.Own, Installation.Configuration, program, scenario));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well_with_a_newer_OpenSSL(string program, string scenario)
    {
        TestProgram.Run(
            Start(Installation.Newer, Installation.Configuration, program, scenario));
    }

    /// <summary>RAND_bytes goes straight to the provider, past all generators.</summary>
    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well_on_the_direct_function(string program, string scenario)
    {
        TestProgram.Run(
            Start(Installation.Newer, Installation.NewerConfiguration, program, scenario));
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_ends_well_without_the_kernels_function(string program, string scenario)
    {
        string output = RunPreloaded(TestProgram.NoVdso, program, scenario);
        Assert.Equal(scenario == "served" ? "syscall\n" : "", output);
    }

    [Theory]
    [InlineData("served")]
    [InlineData("threads")]
    [InlineData("forks")]
    public void It_goes_with_the_preload_library(string scenario) =>
        RunPreloaded(PublishedLibrary.PreloadLibrary, Requests, scenario);

    /// <summary>Shows that the scenarios check the provider: they fail with OpenSSL
    /// alone.</summary>
    [Theory]
    [InlineData(Lives, "life")]
    [InlineData(Lives, "context")]
    [InlineData(Requests, "refused")]
    public void OpenSSLs_own_generator_is_told_from_it(string program, string scenario)
    {
        string complaint = TestProgram.RunToFailure(
            Start(Installation.Own, Installation.NoConfiguration, program, scenario));
        Assert.Contains("not so", complaint, StringComparison.Ordinal);
    }

    // If the thread sanitizer sees a lock, a request can wait for it.
    [Theory]
    [InlineData("address", Requests, "threads")]
    [InlineData("address", Lives, "unload")]
    [InlineData("address", Lives, "closed")]
    [InlineData("thread", Requests, "threads")]
    [InlineData("thread", Lives, "context")]
    public void A_sanitizer_finds_nothing(string sanitizer, string program, string scenario)
    {
        ProcessStartInfo start = Installation.Own.Start(
            Installation.Configuration,
            TestProgram.OfOpenSsl(program, $"-fsanitize={sanitizer}", "-g"),
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
            TestProgram.OfOpenSsl(Requests), "many"));
        Assert.InRange(calls.Split("getrandom(").Length - 1, 0, 100);
    }

    /// <summary>Both name the same sections, and only one has a setting that older versions do not
    /// know.</summary>
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

    private static ProcessStartInfo Start(
        Installation installation, string configuration, string program, string scenario) =>
        installation.Start(configuration, TestProgram.OfOpenSsl(program), scenario);

    private static string RunPreloaded(string library, string program, string scenario)
    {
        ProcessStartInfo start =
            Start(Installation.Own, Installation.Configuration, program, scenario);
        start.Environment["LD_PRELOAD"] = library;
        return TestProgram.Run(start);
    }
}
