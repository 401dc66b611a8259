using VGetRandom.Tests.Needs;

namespace VGetRandom.Native.Tests;

/// <summary>Marks tests that compile programs for musl.</summary>
internal sealed class NeedsMuslAttribute : NeedsAttribute
{
    private static readonly string? s_refusal =
        Toolchain.IsInstalled(Toolchain.MuslCompiler) ? null
        : $"there is no '{Toolchain.MuslCompiler}'";

    public override string Need => "musl";

    public override string? Refusal => s_refusal;
}
