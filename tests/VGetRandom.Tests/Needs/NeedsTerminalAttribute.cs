using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Needs;

/// <summary>Marks tests of what a person sees on a terminal.</summary>
internal sealed class NeedsTerminalAttribute : NeedsAttribute
{
    public override string Need => "a terminal";

    public override string? Refusal => File.Exists(Tool.Script)
        ? null
        : "script(1) stands in for a terminal, and is not here";
}
