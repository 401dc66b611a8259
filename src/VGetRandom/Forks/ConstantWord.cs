using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VGetRandom.Forks;

/// <summary>A word that never changes: the counter of forks where nothing shows them.</summary>
/// <remarks>So a request makes the same comparison everywhere, and has no branch for this.
/// </remarks>
internal static unsafe class ConstantWord
{
    // SAFETY: constant data lies in the library's image, which does not move.
    public static ulong* Address =>
        (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Words));

    private static ReadOnlySpan<ulong> Words => [0];
}
