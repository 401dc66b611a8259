using System.Runtime;
using System.Runtime.Intrinsics;
using VGetRandom.ChaCha20;

namespace VGetRandom.Wide;

/// <summary>The only function of an object file.</summary>
internal static unsafe class Exports
{
    /// <inheritdoc cref="ChaCha20Blocks.Generate"/>
    // SAFETY: WidestAccess's callers guarantee blockCount blocks at output, KeyBytes at key and a
    // number at counter.
    [RuntimeExport("vgetrandom_blocks")]
    public static void Generate(byte* output, nuint blockCount, byte* key, ulong* counter)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ChaCha20Vector512.Generate(output, blockCount, key, ref *counter);
        }
        else
        {
            ChaCha20Vector256.Generate(output, blockCount, key, ref *counter);
        }
    }
}
