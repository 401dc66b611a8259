using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>How long a batch is: a kilobyte, rounded up to whole passes of ChaCha20.</summary>
/// <remarks>Part of a pass costs as much as a whole one.</remarks>
internal static class BatchSize
{
    public const int MaxBlocks = 18;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BlocksFor(int registerBits) => registerBits == 512 ? 16 : MaxBlocks;
}
