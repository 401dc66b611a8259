using VGetRandom.Generator;
using VGetRandom.Managed;
using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Subjects;

/// <summary>A batch with the published generation, as on the managed backend.</summary>
/// <remarks>Signal handlers run no managed code, so there is no mark of a request.</remarks>
// SAFETY: the generator's memory lies at the beginning of a page.
internal sealed unsafe class PublishedSubject : ISubject
{
    public string Name => "published";

    /// <summary>The generator, which reads the generation that the machine's kernel
    /// publishes.</summary>
    public static Generator<PublishedWitness<SimulatedKernel, SimulatedRngInfo>> Generator =>
        new(new(default, default, Machine.Current.Counter));

    public nint Request(byte* buffer, nuint length)
    {
        byte* memory = Machine.Current.Memory.Droppable;
        Generator<PublishedWitness<SimulatedKernel, SimulatedRngInfo>> generator = Generator;
        nuint most = (nuint)PublishedWitness<SimulatedKernel, SimulatedRngInfo>.BatchBytes;

        // A thread gets no memory before it knows that the generator is ready.
        return Machine.Current.IsReady
            && length <= most
            && (generator.TryTake(buffer, length, memory, 0)
                || generator.TryServe(
                    buffer, length, memory, 0, ForkMark.Read(Machine.Current.Counter)))
                    ? (nint)length
                    : default(SimulatedKernel).GetRandom(buffer, length, 0);
    }
}
