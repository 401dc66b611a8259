using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>How long a batch is: a kilobyte, or the next that is whole passes of ChaCha20.
/// </summary>
/// <remarks>What remains of a pass costs as much as all of it.</remarks>
internal static class BatchSize
{
    public const int MaxBlocks = 18;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BlocksFor(int registerBits) => registerBits == 512 ? 16 : MaxBlocks;
}
