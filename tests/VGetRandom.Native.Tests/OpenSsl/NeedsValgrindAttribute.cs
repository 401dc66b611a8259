using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests.OpenSsl;

/// <summary>Marks tests that run under valgrind.</summary>
internal sealed class NeedsValgrindAttribute : NeedsAttribute
{
    public const string Program = "/usr/bin/valgrind";

    public override string Need => "valgrind";

    public override string? Refusal =>
        File.Exists(Program) ? null : "there is no valgrind";
}
