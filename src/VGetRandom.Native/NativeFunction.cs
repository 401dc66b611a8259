using System.Runtime.CompilerServices;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>The running kernel's vDSO getrandom, called as C calls it.</summary>
// SAFETY: the function lies at the address, with this signature, in an image that stays mapped; the
// caller guarantees length bytes at buffer and stateSize at state.
internal readonly unsafe struct NativeFunction(nint address) : IVdsoFunction
{
    /// <summary>Whether this address can be called here.</summary>
    /// <remarks>
    /// The compiler takes a pointer with this bit set for one of its own. No function has such an
    /// address: compilers align functions to at least 4 bytes, and the kernel to 16.
    /// </remarks>
    public static bool CanCall(nint address) => (address & 2) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
        ((delegate*<byte*, nuint, uint, void*, nuint, nint>)address)(
            buffer, length, flags, state, stateSize);
}
