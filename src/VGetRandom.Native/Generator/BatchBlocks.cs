using VGetRandom.Native;

namespace VGetRandom.Generator;

/// <summary>Makes the blocks of a batch here, in the registers of the processor at hand.</summary>
// SAFETY: the caller guarantees Count blocks at batch, and that the key lies at their end.
internal static unsafe class BatchBlocks
{
    public static int Count => BatchSize.BlocksFor(Processor.RegisterBits);

    public static void Generate(byte* batch, byte* key)
    {
        ulong counter = 0;
        WidestAccess.Generate(batch, (nuint)Count, key, ref counter);
    }
}
