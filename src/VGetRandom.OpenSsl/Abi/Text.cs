using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VGetRandom.OpenSsl.Abi;

/// <summary>Texts for C.</summary>
internal static unsafe class Text
{
    /// <summary>The address of a literal.</summary>
    // SAFETY: a literal ends with a zero and does not move.
    public static byte* Of(ReadOnlySpan<byte> literal) =>
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(literal));
}
