using System.Runtime;
using System.Runtime.Intrinsics;
using VGetRandom.ChaCha20;

namespace VGetRandom.Wide;

/// <summary>The only function of an object file.</summary>
internal static unsafe class Exports
{
    /// <inheritdoc cref="ChaCha20Blocks.Generate"/>
    // SAFETY: ChaCha20Blocks, which has another do its work, has looked at how the pointers lie.
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
