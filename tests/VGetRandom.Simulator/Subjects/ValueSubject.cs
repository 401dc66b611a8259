using VGetRandom.Generator;
using VGetRandom.Managed;
using VGetRandom.Reference;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>Takes a number straight from the batch, without a buffer, or else makes a
/// request.</summary>
/// <param name="name">The subject's name.</param>
/// <param name="other">Serves, from the same memory, whatever the batch does not.</param>
// SAFETY: the generator's memory lies behind the state, at the beginning of a page.
internal sealed unsafe class ValueSubject<TLayout>(string name, ISubject other) : ISubject
    where TLayout : struct, IStateLayout
{
    public string Name => name;

    public bool IsValue { get; private set; }

    public bool HasFunction => other.HasFunction;

    public bool IsVouchedFor => other.IsVouchedFor;

    public nint Request(byte* buffer, nuint length)
    {
        IsValue = length == sizeof(ulong) && Machine.Current.IsReady && TryTake();
        return IsValue ? (nint)length : other.Request(buffer, length);
    }

    private bool TryTake()
    {
        byte* memory = Machine.Current.Memory.Droppable;
        return other.HasFunction
            ? new Generator<FunctionWitness<KernelFunction<TLayout>>>(
                WitnessSubject<TLayout>.Witness).TryTake(
                    memory + WitnessSubject<TLayout>.MemoryOffset, out ulong _)
            : PublishedSubject.Generator.TryTake(memory, out ulong _);
    }
}
