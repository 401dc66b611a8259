using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>Marks tests that compile programs of OpenSSL 3's.</summary>
internal sealed class NeedsOpenSslAttribute : NeedsAttribute
{
    // Where a compiler looks first; what it makes of it is the tests' own business.
    private static readonly string[] s_folders = ["/usr/include", "/usr/local/include"];

    public override string Need => "OpenSSL 3 with its headers";

    public override string? Refusal =>
        s_folders.Any(folder => File.Exists(Path.Combine(folder, "openssl/provider.h")))
            ? null
            : "there is no openssl/provider.h";
}
