namespace VGetRandom.Kernel;

/// <summary>The kernel's vDSO getrandom, or a stand-in for it in tests.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: declares only. Callers vouch for the buffer, and for stateSize bytes of state.
internal unsafe interface IVdsoFunction
{
    /// <summary>
    /// Makes one request. The garbage collector waits for it, so the kernel's generator must be
    /// known to be ready and the request no longer than
    /// <see cref="GetRandomAbi.MaxQuickBytes"/>.
    /// </summary>
    /// <returns>The number of bytes written, which may be short, or a negative errno.</returns>
    nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize);
}

/// <summary>The vDSO getrandom of the running kernel.</summary>
// SAFETY: the address is that of the function, with this signature, in an image that stays mapped;
// the caller vouches for the buffer and the state.
internal readonly unsafe struct VdsoFunction(nint address) : IVdsoFunction
{
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
        ((delegate* unmanaged[SuppressGCTransition]<
            byte*, nuint, uint, void*, nuint, nint>)address)(
            buffer, length, flags, state, stateSize);
}
