using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Managed;

/// <summary>The generation that the kernel publishes, as a witness: the mark notes it.</summary>
/// <remarks>
/// Nothing is asked before bytes are taken. What was taken under an old generation is discarded by
/// the one comparison that comes after. A batch brings the key of the next one along (fast key
/// erasure), so the kernel gives a key only when it has reseeded, or when the page was dropped.
/// </remarks>
// SAFETY: the caller vouches for the memory.
internal readonly unsafe struct PublishedWitness<TKernel, TRngInfo>(TKernel kernel, TRngInfo info)
    : IWitness
    where TKernel : struct, IKernel
    where TRngInfo : struct, IRngInfo
{
    public static int BatchBytes => GeneratorMemory.BatchKeyBytes - ChaCha20Blocks.KeyBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Freshness Ask(byte* memory, uint flags) => Freshness.Fresh;

    // The bytes count as handed out at this read of the kernel's generation. The mark is read from
    // memory: 0 means that the page was dropped, or that we are in a forked child.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Confirm(byte* memory) =>
        DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) is not 0 and var noted
        && noted == info.ReadGeneration();

    public bool TryGetKey(byte* memory, uint flags)
    {
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), 0);

        // Before the key is fetched: a key from after a reseed under the generation from before it
        // only costs another reseed, the other way round would go unnoticed.
        ulong generation = info.ReadGeneration();
        ulong* mark = GeneratorMemory.Mark(memory);
        if (generation == 0)
        {
            return false;
        }

        if (DirectAccess.ReadUInt64(mark) == generation)
        {
            return true;
        }

        // Before the key, too: if a fork came between the two, the child's wiped memory would get
        // a valid generation without a key.
        DirectAccess.WriteUInt64(mark, generation);

        // The quick call: no managed code may run on this thread while the memory is half done.
        byte* key = GeneratorMemory.Key(memory);
        if (kernel.GetRandomQuick(key, ChaCha20Blocks.KeyBytes, 0) == ChaCha20Blocks.KeyBytes)
        {
            return true;
        }

        // Whatever is in the key now, nothing may be made from it.
        DirectAccess.WriteUInt64(mark, 0);
        return false;
    }

    public void Note(byte* memory)
    {
        // The mark has it already.
    }
}
