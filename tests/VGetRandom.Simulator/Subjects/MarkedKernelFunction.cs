using VGetRandom.GetRandom;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The kernel's function with the second mark, as the C interface calls it.</summary>
// SAFETY: the state lies at the beginning of a page, and has TLayout.StateBytes bytes there.
internal sealed unsafe class MarkedKernelFunction<TLayout> : ISubject
    where TLayout : struct, IStateLayout
{
    public string Name => "function";

    public bool AllowsSignals => true;

    public bool HasFunction => true;

    public nint Request(byte* buffer, nuint length)
    {
        Memory memory = Machine.Current.Memory;
        return new MarkedFunction<SimulatedKernel, KernelFunction<TLayout>, SimulatedAccess>(
            default, default).Request(
                buffer,
                length,
                0,
                memory.Droppable,
                (nuint)TLayout.StateBytes,
                new RequestMark(memory.Kept));
    }
}
