using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>A program of OpenSSL's, each of whose accesses valgrind looks at.</summary>
[NeedsOpenSsl]
[NeedsValgrind]
public class ValgrindTests
{
    [Theory]
    [InlineData("served")]
    [InlineData("life")]
    [InlineData("unload")]
    [InlineData("context")]
    [InlineData("keys")]
    public void It_finds_nothing(string scenario)
    {
        TestProgram.Run(Installation.Own.Start(
            Installation.Configuration,
            NeedsValgrindAttribute.Program, "-q", "--error-exitcode=1",
            TestProgram.OfOpenSsl("openssl"), scenario));
    }
}

/// <summary>Marks tests that valgrind watches.</summary>
internal sealed class NeedsValgrindAttribute : NeedsAttribute
{
    public const string Program = "/usr/bin/valgrind";

    public override string Need => "valgrind";

    public override string? Refusal =>
        File.Exists(Program) ? null : "there is no valgrind";
}
