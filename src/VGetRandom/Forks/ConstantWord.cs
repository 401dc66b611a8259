using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VGetRandom.Forks;

/// <summary>A word that never changes. It takes the place of the counter where the process cannot
/// notice virtual machine forks.</summary>
/// <remarks>So a request makes the same comparison on every machine, without a branch.</remarks>
internal static unsafe class ConstantWord
{
    // SAFETY: the one constant word lies in the library's image, which does not move.
    public static ulong* Address =>
        (ulong*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Words));

    private static ReadOnlySpan<ulong> Words => [0];
}
