using VGetRandom.GetRandom;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>A number straight from the batch, without a buffer; otherwise a request.</summary>
// SAFETY: the state lies at the beginning of a page, and has TLayout.StateBytes bytes there.
internal sealed unsafe class QuickValue<TLayout> : ISubject
    where TLayout : struct, IStateLayout
{
    private readonly QuickAlgorithm<TLayout> _other = new();

    public string Name => "value";

    public bool IsValue { get; private set; }

    public nint Request(byte* buffer, nuint length)
    {
        var algorithm =
            new Algorithm<SimulatedKernel, SimulatedRngInfo, TLayout, SimulatedAccess>(
                default, default, Machine.Current.Memory.PageBytes);
        IsValue = length == sizeof(ulong)
            && Machine.Current.IsReady
            && algorithm.TryTake(Machine.Current.Memory.Droppable, out ulong _);
        return IsValue ? (nint)length : _other.Request(buffer, length);
    }
}
