using VGetRandom.Native;

namespace VGetRandom.Generator;

/// <summary>How the blocks of a batch are made here: in the registers of the processor at hand.
/// </summary>
// SAFETY: the caller vouches for Count blocks at batch, the last of which ends with the key.
internal static unsafe class BatchBlocks
{
    public static int Count => BatchSize.BlocksFor(Processor.RegisterBits);

    public static void Generate(byte* batch, byte* key)
    {
        ulong counter = 0;
        WidestAccess.Generate(batch, (nuint)Count, key, ref counter);
    }
}
