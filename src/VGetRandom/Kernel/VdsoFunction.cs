namespace VGetRandom.Kernel;

/// <summary>The kernel's vDSO getrandom, or a stand-in for it in tests.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: only declarations; callers guarantee length bytes at buffer and stateSize bytes at state.
internal unsafe interface IVdsoFunction
{
    /// <summary>
    /// Makes one request, which keeps the garbage collector waiting. So the kernel's generator must
    /// be known to be ready, and length must not exceed <see cref="GetRandomAbi.MaxQuickBytes"/>.
    /// </summary>
    /// <returns>The number of bytes written, which may be short, or a negative errno.</returns>
    nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize);
}

/// <summary>The vDSO getrandom of the running kernel.</summary>
// SAFETY: the function lies at the address, with this signature, in an image that stays mapped; the
// caller guarantees length bytes at buffer and stateSize at state.
internal readonly unsafe struct VdsoFunction(nint address) : IVdsoFunction
{
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
        ((delegate* unmanaged[SuppressGCTransition]<
            byte*, nuint, uint, void*, nuint, nint>)address)(
            buffer, length, flags, state, stateSize);
}
