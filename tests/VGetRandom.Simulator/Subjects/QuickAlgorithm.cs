using VGetRandom.GetRandom;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The algorithm's quick parts, as the managed backend puts them together.</summary>
/// <remarks>No signal handler comes in there, so there is no mark.</remarks>
// SAFETY: the state lies at the beginning of a page, and has TLayout.StateBytes bytes there.
internal sealed unsafe class QuickAlgorithm<TLayout> : ISubject
    where TLayout : struct, IStateLayout
{
    public string Name => "quick";

    public nint Request(byte* buffer, nuint length)
    {
        byte* state = Machine.Current.Memory.Droppable;
        var algorithm =
            new Algorithm<SimulatedKernel, SimulatedRngInfo, TLayout, SimulatedAccess>(
                default, default, Machine.Current.Memory.PageBytes);

        // A thread has no state before it knows the generator to be ready.
        return !Machine.Current.IsReady ? default(SimulatedKernel).GetRandom(buffer, length, 0)
            : algorithm.TryTake(buffer, length, state)
                || algorithm.TryServe(buffer, length, state)
                    ? (nint)length
                    : default(SimulatedKernel).GetRandom(buffer, length, 0);
    }
}
