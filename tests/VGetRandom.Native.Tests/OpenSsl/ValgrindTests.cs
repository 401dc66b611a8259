namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>A program that uses OpenSSL, while valgrind checks its every access.</summary>
[NeedsOpenSsl]
[NeedsValgrind]
public class ValgrindTests
{
    [Theory]
    [InlineData("openssl", "served")]
    [InlineData("openssl", "keys")]
    [InlineData("openssl_life", "life")]
    [InlineData("openssl_life", "unload")]
    [InlineData("openssl_life", "context")]
    public void It_finds_nothing(string program, string scenario)
    {
        TestProgram.Run(Installation.Own.Start(
            Installation.Configuration,
            NeedsValgrindAttribute.Program, "-q", "--error-exitcode=1",
            TestProgram.OfOpenSsl(program), scenario));
    }
}
