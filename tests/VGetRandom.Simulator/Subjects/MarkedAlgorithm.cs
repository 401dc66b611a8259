using VGetRandom.Generator;
using VGetRandom.Reference;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The algorithm with the second mark, for callers of any kind.</summary>
// SAFETY: the state lies at the beginning of a page, and has TLayout.StateBytes bytes there.
internal sealed unsafe class MarkedAlgorithm<TLayout> : ISubject
    where TLayout : struct, IStateLayout
{
    public string Name => "algorithm";

    public bool AllowsSignals => true;

    public nint Request(byte* buffer, nuint length)
    {
        Memory memory = Machine.Current.Memory;
        var algorithm = new Algorithm<SimulatedKernel, SimulatedRngInfo, TLayout, SimulatedAccess>(
            default, default, Machine.Current.Memory.PageBytes);
        return algorithm.Request(
            buffer,
            length,
            0,
            memory.Droppable,
            (nuint)TLayout.StateBytes,
            new RequestMark(memory.Kept));
    }
}
