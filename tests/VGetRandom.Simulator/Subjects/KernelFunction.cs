using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.Reference;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>The kernel's function: the algorithm, which remembers a request only in the state. When
/// bypassed, it makes the system call.</summary>
// SAFETY: the machine checks every address; the mark belongs to this call alone.
internal readonly unsafe struct KernelFunction<TLayout> : IVdsoFunction
    where TLayout : struct, IStateLayout
{
    public nint Invoke(byte* buffer, nuint length, uint flags, void* state, nuint stateSize)
    {
        Machine machine = Machine.Current;
        if (machine.IsBypassed())
        {
            return default(SimulatedKernel).GetRandom(buffer, length, flags);
        }

        var algorithm =
            new Algorithm<SimulatedKernel, SimulatedRngInfo, TLayout, SimulatedAccess>(
                default, default, machine.Memory.PageBytes);
        byte* mark = machine.Memory.Kept + 64
            + (machine.Running.Index * 8) + machine.Running.Depth;
        return algorithm.Request(buffer, length, flags, state, stateSize, new RequestMark(mark));
    }
}
