using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Managed;

/// <summary>The generation that the kernel publishes, as a witness.</summary>
/// <remarks>
/// It asks nothing before bytes are taken. The comparison afterwards discards what was taken under
/// an old generation. Each batch contains the key of the next one (fast key erasure), so the kernel
/// gives a key only after a reseed or a dropped page.
/// </remarks>
/// <param name="kernel">The kernel.</param>
/// <param name="info">What the kernel publishes.</param>
/// <param name="counter">The counter of the machine's forks.</param>
// SAFETY: the caller guarantees GeneratorMemory.Bytes at memory and 8 bytes at counter.
internal readonly unsafe struct PublishedWitness<TKernel, TRngInfo>(
    TKernel kernel, TRngInfo info, ulong* counter)
    : IWitness
    where TKernel : struct, IKernel
    where TRngInfo : struct, IRngInfo
{
    public static int BatchBytes => GeneratorMemory.BatchKeyBytes - ChaCha20Blocks.KeyBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Freshness Ask(byte* memory, uint flags) => Freshness.Fresh;

    // The bytes count as handed out at this read of the kernel's generation. The noted one is read
    // from memory: 0 means that the page was dropped, or that this is a forked child.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Confirm(byte* memory) =>
        DirectAccess.ReadUInt64(GeneratorMemory.Generation(memory)) is not 0 and var noted
        && noted == info.ReadGeneration()
        && DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) == ForkMark.Read(counter);

    public bool TryGetKey(byte* memory, uint flags, ulong mark)
    {
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), 0);

        // Before the key: a key from after a reseed with the generation from before it only costs
        // another reseed. The other way round, the reseed would go unnoticed.
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

        // Also before the key: if a fork came between the two, the child's wiped memory would get a
        // valid generation without a key.
        DirectAccess.WriteUInt64(noted, generation);
        DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);

        // The quick call: no managed code may run on this thread while the memory is half done.
        byte* key = GeneratorMemory.Key(memory);
        if (kernel.GetRandomQuick(key, ChaCha20Blocks.KeyBytes, 0) == ChaCha20Blocks.KeyBytes)
        {
            return true;
        }

        // Nothing may be made from whatever the key now holds.
        DirectAccess.WriteUInt64(noted, 0);
        return false;
    }

    public void Note(byte* memory)
    {
        // The generation is already noted.
    }
}
