using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>What a page notes of the counter that a hypervisor changes when it forks the machine.
/// </summary>
/// <remarks>
/// It is the counter plus one, because a page that the kernel dropped reads 0. Under the one
/// counter for which this is 0, no batch is served, and the kernel serves every request.
/// </remarks>
internal static unsafe class ForkMark
{
    /// <summary>Reads the mark of the present counter.</summary>
    /// <param name="counter">Its address; a constant word where nothing shows a fork.</param>
    // SAFETY: the caller guarantees the 8 bytes at counter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ulong* counter) =>
        unchecked(DirectAccess.ReadUInt64(counter) + 1);
}
