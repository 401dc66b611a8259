using System.Runtime.CompilerServices;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>The vDSO getrandom of the running kernel, called as C calls it.</summary>
// SAFETY: the address is that of the function, with this signature, in an image that stays mapped;
// the caller vouches for the buffer and the state.
internal readonly unsafe struct NativeFunction(nint address) : IVdsoFunction
{
    /// <summary>Whether an address can be called here.</summary>
    /// <remarks>
    /// The compiler takes a pointer with this bit for one of its own. No function lies so:
    /// compilers align them to 4 bytes at the least, and the kernel to 16.
    /// </remarks>
    public static bool CanCall(nint address) => (address & 2) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
        ((delegate*<byte*, nuint, uint, void*, nuint, nint>)address)(
            buffer, length, flags, state, stateSize);
}
