using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>Marks tests that compile programs for OpenSSL 3.</summary>
internal sealed class NeedsOpenSslAttribute : NeedsAttribute
{
    // A compiler looks here first. The tests must cope with what it finds.
    private static readonly string[] s_folders = ["/usr/include", "/usr/local/include"];

    public override string Need => "OpenSSL 3 with its headers";

    public override string? Refusal =>
        s_folders.Any(folder => File.Exists(Path.Combine(folder, "openssl/provider.h")))
            ? null
            : "there is no openssl/provider.h";
}
