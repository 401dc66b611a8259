using System.Runtime.InteropServices;

namespace VGetRandom.Tests.Needs;

/// <summary>Marks tests of what exists only for x86-64.</summary>
internal sealed class NeedsX64Attribute : NeedsAttribute
{
    public override string Need => "an x86-64 processor";

    public override string? Refusal => RuntimeInformation.ProcessArchitecture == Architecture.X64
        ? null
        : $"this processor is {RuntimeInformation.ProcessArchitecture}";
}
