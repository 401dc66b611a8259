using VGetRandom.Generator;
using VGetRandom.Reference;
using VGetRandom.Simulator.World;
using VGetRandom.States;

namespace VGetRandom.Simulator.Subjects;

/// <summary>A batch for which the kernel's function vouches, with the second mark that callers have
/// whom a signal handler can re-enter.</summary>
// SAFETY: the state lies at the beginning of a page, and the generator's memory behind it.
internal sealed unsafe class WitnessSubject<TLayout> : ISubject
    where TLayout : struct, IStateLayout
{
    public string Name => "witness";

    public bool AllowsSignals => true;

    public bool HasFunction => true;

    public bool IsVouchedFor => true;

    /// <summary>Where the generator's memory lies, behind the state.</summary>
    public static nint MemoryOffset =>
        new StateGeometry(
            TLayout.StateBytes,
            GeneratorMemory.Bytes,
            Machine.Current.Memory.PageBytes).MemoryOffset;

    /// <summary>The function as a witness. Its place is known without a search.</summary>
    public static FunctionWitness<KernelFunction<TLayout>> Witness => new(
        default,
        (nuint)TLayout.StateBytes,
        MemoryOffset,
        KnownPlace.In(TLayout.StateBytes),
        Machine.Current.Counter);

    /// <summary>The mark of a machine that is never forked.</summary>
    private static ulong Mark => ForkMark.Read(Machine.Current.Counter);

    public nint Request(byte* buffer, nuint length)
    {
        Memory memory = Machine.Current.Memory;
        var mark = new RequestMark(memory.Kept);
        if (!mark.TrySet<SimulatedAccess>())
        {
            return default(SimulatedKernel).GetRandom(buffer, length, 0);
        }

        nint result = Serve(buffer, length, memory.Droppable + MemoryOffset);
        mark.Clear<SimulatedAccess>();
        return result;
    }

    private static nint Serve(byte* buffer, nuint length, byte* memory)
    {
        // The function serves some short requests, too, so that its own come between the batch's.
        bool isFromBatch = length <= ShortMemory.BatchKeyBytes && length % 2 == 0;
        var generator = new Generator<FunctionWitness<KernelFunction<TLayout>>>(Witness);
        if (isFromBatch
            && (generator.TryTake(buffer, length, memory, 0)
                || generator.TryServe(buffer, length, memory, 0, Mark)))
        {
            return (nint)length;
        }

        nint result = Witness.Invoke(buffer, length, 0, memory);
        return result == (nint)length
            ? result
            : default(SimulatedKernel).GetRandom(buffer, length, 0);
    }
}
