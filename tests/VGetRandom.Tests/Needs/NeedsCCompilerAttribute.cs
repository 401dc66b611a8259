using VGetRandom.Benchmarks.Peers;

namespace VGetRandom.Tests.Needs;

/// <summary>Marks tests that compile C, or link native code.</summary>
internal sealed class NeedsCCompilerAttribute : NeedsAttribute
{
    private static readonly string? s_refusal =
        OperatingSystem.IsLinux() ? CCompiler.Refusal : "the native libraries are for Linux";

    public override string Need => "a C compiler";

    public override string? Refusal => s_refusal;
}
