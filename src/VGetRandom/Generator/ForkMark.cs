using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>What a page notes of the counter that a hypervisor changes when it forks the machine.
/// </summary>
/// <remarks>
/// One more than the counter, because 0 is what a page reads that the kernel dropped. At the one
/// counter of which that is 0, no batch is ever served, and the kernel serves every request.
/// </remarks>
internal static unsafe class ForkMark
{
    /// <summary>Reads the counter as it is now.</summary>
    /// <param name="counter">Its address: a word that never changes where nothing shows a fork.
    /// </param>
    // SAFETY: the caller vouches for the address.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ulong* counter) =>
        unchecked(DirectAccess.ReadUInt64(counter) + 1);
}
