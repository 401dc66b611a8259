using VGetRandom.Generator;
using VGetRandom.Reference;
using VGetRandom.Simulator.Subjects;
using VGetRandom.Simulator.World;
using VGetRandom.States;

namespace VGetRandom.Native;

/// <summary>What the library finds on the simulated machine when it is loaded.</summary>
internal static class NativeVdso
{
    /// <summary>Held while a machine runs, because the library's statics belong to one
    /// process.</summary>
    public static readonly object Gate = new();

    public static nint Function;

    public static int StateBytes;

    public static int Stride;

    public static int MemoryOffset;

    public static WitnessSchedule Schedule;

    public static int PageSize;

    public static void Find()
    {
        if (Stride != 0)
        {
            return;
        }

        Schedule = default;
        PageSize = Machine.Current.Memory.PageBytes;
        NativeForks.Forks = default;
        NativeForks.Find(PageSize);
        StateBytes = Function switch
        {
            NativeFunction.Usual => KernelLayout.StateBytes,
            NativeFunction.Tiny => TinyLayout.StateBytes,
            _ => 0,
        };
        var geometry = new StateGeometry(StateBytes, GeneratorMemory.Bytes, PageSize);
        MemoryOffset = geometry.MemoryOffset;
        Stride = geometry.Stride;
    }

    public static nint Map(nuint length) => Machine.Current.Map(length);
}
