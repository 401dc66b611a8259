using VGetRandom.Kernel;

namespace VGetRandom.Vdso;

/// <summary>The running kernel's function, found and asked for its parameters.</summary>
/// <param name="Symbol">The symbol it was found by.</param>
/// <param name="ImageAddress">Where the vDSO begins in this process.</param>
/// <param name="Offset">Where in it the function begins, in bytes.</param>
/// <param name="Parameters">What the function says a state needs.</param>
internal sealed record VdsoLocation(
    VdsoSymbol Symbol, nint ImageAddress, int Offset, VdsoParameters Parameters)
{
    public nint FunctionAddress => ImageAddress + Offset;

    public VdsoFunction Function => new(FunctionAddress);
}
