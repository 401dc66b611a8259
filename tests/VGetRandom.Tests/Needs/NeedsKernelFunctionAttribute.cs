using VGetRandom.Tests.Vdso;

namespace VGetRandom.Tests.Needs;

/// <summary>Marks tests of the kernel's own function, on the running kernel.</summary>
internal sealed class NeedsKernelFunctionAttribute : NeedsAttribute
{
    public override string Need => "the kernel's function";

    public override string? Refusal => LiveVdso.Refusal;
}
