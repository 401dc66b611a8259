namespace VGetRandom.Kernel;

/// <summary>The vDSO getrandom of the running kernel.</summary>
// SAFETY: the address is that of the function, with this signature, in an image that stays mapped;
// the caller vouches for the buffer and the state.
internal readonly unsafe struct VdsoFunction : IVdsoFunction
{
    private readonly delegate* unmanaged[SuppressGCTransition]<
        byte*, nuint, uint, void*, nuint, nint> _function;

    /// <param name="address">The function's address, as the vDSO has it.</param>
    public VdsoFunction(nint address) =>
        _function = (delegate* unmanaged[SuppressGCTransition]<
            byte*, nuint, uint, void*, nuint, nint>)address;

    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
        _function(buffer, length, flags, state, stateSize);
}
