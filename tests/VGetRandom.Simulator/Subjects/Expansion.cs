using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Reference;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>Large requests: expands a key that comes from the kernel's function or the system
/// call.</summary>
/// <param name="hasFunction">Whether the kernel has the function.</param>
// SAFETY: the state lies at the beginning of a page, and the memory for keys behind it.
internal sealed unsafe class Expansion<TLayout>(bool hasFunction) : ISubject
    where TLayout : struct, IStateLayout
{
    public string Name => hasFunction ? "expansion" : "keys";

    public bool AllowsSignals => true;

    public bool HasFunction => hasFunction;

    public bool HasOneKey(nuint length) => true;

    public nint Request(byte* buffer, nuint length)
    {
        Memory memory = Machine.Current.Memory;
        var mark = new RequestMark(memory.Kept);
        if (!mark.TrySet<SimulatedAccess>())
        {
            return default(SimulatedKernel).GetRandom(buffer, length, 0);
        }

        var keys = new KeySource(hasFunction, memory.Droppable);
        bool isFilled = KeyExpansion.TryFill<SimulatedAccess, KeySource>(
            keys, buffer, (int)length, memory.Droppable + TLayout.StateBytes);
        nint result = isFilled
            ? (nint)length
            : default(SimulatedKernel).GetRandom(buffer, length, 0);
        mark.Clear<SimulatedAccess>();
        return result;
    }

    private readonly struct KeySource(bool hasFunction, byte* state) : IKeySource
    {
        public bool TryGetKey(byte* key) => ChaCha20Blocks.KeyBytes == (hasFunction
            ? default(KernelFunction<TLayout>).Invoke(
                key, ChaCha20Blocks.KeyBytes, 0, state, (nuint)TLayout.StateBytes)
            : default(SimulatedKernel).GetRandom(key, ChaCha20Blocks.KeyBytes, 0));
    }
}
