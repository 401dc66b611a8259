using VGetRandom.Kernel;
using VGetRandom.Tests.Backends;
using VGetRandom.Tests.Generator;

namespace VGetRandom.Tests.Managed;

/// <summary>A function that keeps its state as the kernel's does, or as a test says.</summary>
internal sealed class CompanionModel(RngInfoScript info)
{
    public const int StateBytes = 144;
    public const int GenerationOffset = 128;

    /// <summary>The lengths that were asked for.</summary>
    public List<nuint> Requests { get; } = [];

    /// <summary>The generation that it notes, instead of the published one.</summary>
    public Func<ulong>? OnNote { get; set; }

    /// <summary>Whether it serves from the state, rather than by system call.</summary>
    public bool IsServing { get; set; } = true;

    public ulong Generation => OnNote is null ? info.Generation : OnNote();
}

internal readonly unsafe struct CompanionFunction(CompanionModel model) : IVdsoFunction
{
    // SAFETY: a state has StateBytes bytes, and the caller vouches for the buffer.
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize)
    {
        model.Requests.Add(length);
        if (model.IsServing)
        {
            ulong* words = (ulong*)((byte*)state + CompanionModel.GenerationOffset);
            words[0] = model.Generation;
            words[1]++;
        }

        return KernelScript.Write(buffer, (nint)length, KernelScript.FromFunction);
    }
}
