using System.Runtime.Intrinsics;
using VGetRandom.ChaCha20;

namespace VGetRandom.Tests.ChaCha20;

/// <summary>Calls any version of the block function directly, whichever this process
/// chooses.</summary>
// SAFETY: declares only. Each caller vouches for the pointers it passes.
internal static unsafe class BlockVersion
{
    public const string Chosen = "chosen";

    public delegate void Generator(
        byte* output, nuint blockCount, byte* key, ref ulong counter);

    /// <summary>All names that <see cref="Get"/> knows.</summary>
    /// <remarks>Versions wider than the machine run, too, on the runtime's substitute.</remarks>
    public static string[] Names { get; } = [Chosen, "scalar", "128", "256", "512"];

    public static Generator Get(string name) => name switch
    {
        Chosen => ChaCha20Blocks.Generate,
        "scalar" => ChaCha20Reference.Generate,
        "128" => ChaCha20Vector128.Generate,
        "256" => ChaCha20Vector256.Generate,
        "512" => ChaCha20Vector512.Generate,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>The width that this process should choose.</summary>
    public static int WidestBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    public static byte[] Blocks(string version, int count, byte[] key, ref ulong counter)
    {
        byte[] output = new byte[count * ChaCha20Blocks.BlockBytes];

        // SAFETY: fixed keeps both arrays in place; output has count blocks, key its 32 bytes.
        fixed (byte* to = output)
        fixed (byte* from = key)
        {
            Get(version)(to, (nuint)count, from, ref counter);
        }

        return output;
    }
}
