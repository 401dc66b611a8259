using VGetRandom.Kernel;
using VGetRandom.Vdso;

namespace VGetRandom.GetRandom;

/// <summary>The kernel's function, for callers that a signal handler can re-enter.</summary>
/// <remarks>
/// By itself the function returns zeros where a dropped page and a nested request meet: it keeps
/// its only mark in the page. See <see cref="RequestMark"/>.
/// </remarks>
// SAFETY: the caller vouches for length bytes at buffer and stateBytes at state.
internal readonly unsafe struct MarkedFunction<TKernel, TFunction, TAccess>(
    TKernel kernel, TFunction function)
    where TKernel : struct, IKernel
    where TFunction : struct, IVdsoFunction
    where TAccess : struct, IMemoryAccess
{
    /// <summary>Makes one request of the function, or the system call for it.</summary>
    /// <returns>The number of bytes written, or a negative errno.</returns>
    public nint Request(
        byte* buffer, nuint length, uint flags, void* state, nuint stateBytes, RequestMark mark)
    {
        if (!mark.TrySet<TAccess>())
        {
            return kernel.GetRandom(buffer, length, flags);
        }

        nint result = function.Invoke(buffer, length, flags, state, stateBytes);
        mark.Clear<TAccess>();
        return result;
    }
}
