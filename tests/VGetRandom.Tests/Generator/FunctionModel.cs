using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Reference;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Generator;

/// <summary>A function that behaves like the kernel's until a test disturbs it.</summary>
internal sealed class FunctionModel
{
    public const int StateBytes = 144;
    public const int GenerationOffset = 128;
    public const int StepOffset = 136;

    /// <summary>Where the experiment must find the key, the generation and the step.</summary>
    public static readonly WitnessPlace Place = new(96, 40, StepOffset, GenerationOffset);

    public KernelScript Kernel { get; } = new();

    public RngInfoScript Info { get; } = new();

    public List<(nuint Length, uint Flags)> Invocations { get; } = [];

    /// <summary>Whether it makes the system call and leaves the state as it is.</summary>
    public bool IsBypassing { get; set; }

    /// <summary>Runs before a request, with its state.</summary>
    public Action<nint>? Before { get; set; }

    /// <summary>Runs after a request, with its state.</summary>
    public Action<nint>? After { get; set; }

    public ModelFunction Function => new(this);
}

// SAFETY: the pointers are passed on as they come.
internal readonly unsafe struct ModelFunction(FunctionModel model) : IVdsoFunction
{
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize)
    {
        model.Invocations.Add((length, flags));
        model.Before?.Invoke((nint)state);
        byte mark = 0;
        nint result = model.IsBypassing
            ? model.Kernel.Kernel.GetRandom(buffer, length, flags)
            : new Algorithm<FakeKernel, FakeRngInfo, KernelLayout, DirectAccess>(
                model.Kernel.Kernel, new(model.Info), 4096).Request(
                    buffer, length, flags, state, stateSize, new RequestMark(&mark));
        model.After?.Invoke((nint)state);
        return result;
    }
}
