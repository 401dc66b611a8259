using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Reference;
using VGetRandom.Simulator.Subjects;

namespace VGetRandom.Native;

/// <summary>The simulated kernel's function.</summary>
// SAFETY: the machine checks every address.
internal readonly unsafe struct NativeFunction(nint address) : IVdsoFunction
{
    /// <summary>A function whose states have the kernel's layout.</summary>
    public const nint Usual = 1;

    /// <summary>A function with the smallest possible states.</summary>
    public const nint Tiny = 2;

    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize) =>
        address switch
        {
            Usual => default(KernelFunction<KernelLayout>).Invoke(
                buffer, length, flags, state, stateSize),
            Tiny => default(KernelFunction<TinyLayout>).Invoke(
                buffer, length, flags, state, stateSize),
            _ => throw new InvalidOperationException("there is no function to call"),
        };
}
