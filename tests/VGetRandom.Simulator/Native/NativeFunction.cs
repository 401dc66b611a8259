using VGetRandom.GetRandom;
using VGetRandom.Simulator.Subjects;
using VGetRandom.Vdso;

namespace VGetRandom.Native;

/// <summary>The simulated kernel's function.</summary>
// SAFETY: the machine checks every address.
internal readonly unsafe struct NativeFunction(nint address) : IVdsoFunction
{
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
        address == 0
            ? throw new InvalidOperationException("there is no function to call")
            : default(KernelFunction<KernelLayout>).Invoke(
                buffer, length, flags, state, stateSize);
}
