using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Managed;

/// <summary>The generation that the kernel publishes, as a witness.</summary>
/// <remarks>
/// Nothing is asked before bytes are taken. What was taken under an old generation is discarded by
/// the one comparison that comes after. A batch brings the key of the next one along (fast key
/// erasure), so the kernel gives a key only when it has reseeded, or when the page was dropped.
/// </remarks>
/// <param name="kernel">The kernel.</param>
/// <param name="info">What it publishes.</param>
/// <param name="counter">The counter of the machine's forks.</param>
// SAFETY: the caller vouches for the memory and the counter.
internal readonly unsafe struct PublishedWitness<TKernel, TRngInfo>(
    TKernel kernel, TRngInfo info, ulong* counter)
    : IWitness
    where TKernel : struct, IKernel
    where TRngInfo : struct, IRngInfo
{
    public static int BatchBytes => GeneratorMemory.BatchKeyBytes - ChaCha20Blocks.KeyBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Freshness Ask(byte* memory, uint flags) => Freshness.Fresh;

    // The bytes count as handed out at this read of the kernel's generation. What was noted is read
    // from memory: 0 means that the page was dropped, or that we are in a forked child.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Confirm(byte* memory) =>
        DirectAccess.ReadUInt64(GeneratorMemory.Generation(memory)) is not 0 and var noted
        && noted == info.ReadGeneration()
        && DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) == ForkMark.Read(counter);

    public bool TryGetKey(byte* memory, uint flags, ulong mark)
    {
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), 0);

        // Before the key is fetched: a key from after a reseed under the generation from before it
        // only costs another reseed, the other way round would go unnoticed.
        ulong generation = info.ReadGeneration();
        ulong* noted = GeneratorMemory.Generation(memory);
        if (generation == 0)
        {
            return false;
        }

        if (DirectAccess.ReadUInt64(noted) == generation
            && DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) == mark)
        {
            return true;
        }

        // Before the key, too: if a fork came between the two, the child's wiped memory would get
        // a valid generation without a key.
        DirectAccess.WriteUInt64(noted, generation);
        DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);

        // The quick call: no managed code may run on this thread while the memory is half done.
        byte* key = GeneratorMemory.Key(memory);
        if (kernel.GetRandomQuick(key, ChaCha20Blocks.KeyBytes, 0) == ChaCha20Blocks.KeyBytes)
        {
            return true;
        }

        // Whatever is in the key now, nothing may be made from it.
        DirectAccess.WriteUInt64(noted, 0);
        return false;
    }

    public void Note(byte* memory)
    {
        // The generation is noted already.
    }
}
