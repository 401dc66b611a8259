using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>The page mark: the value of the hypervisor's counter of machine forks, plus one.
/// </summary>
/// <remarks>
/// It is plus one, because a page that the kernel dropped reads 0. At the one counter for which the
/// mark itself is 0, no request takes bytes from a batch, and the kernel fills every request.
/// </remarks>
internal static unsafe class ForkMark
{
    /// <summary>Reads the mark that belongs to the present counter.</summary>
    /// <param name="counter">The counter's address, or that of a constant word where the process
    /// cannot notice machine forks.</param>
    // SAFETY: the caller guarantees the 8 bytes at counter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ulong* counter) =>
        unchecked(DirectAccess.ReadUInt64(counter) + 1);
}
