using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VGetRandom.Sampling;

/// <summary>Memory for what a call computes from random words: wiped when the call returns or
/// throws, and never where the garbage collector copies things.</summary>
/// <typeparam name="T">The items' type.</typeparam>
// SAFETY: the native memory lives until Dispose, at the end of the call that uses its span.
internal readonly unsafe ref struct Scratch<T>
    where T : unmanaged
{
    private readonly void* _native;

    /// <param name="room">Memory on the caller's stack, used if it is large enough.</param>
    /// <param name="needed">How many items the call needs.</param>
    public Scratch(Span<T> room, int needed)
    {
        // SAFETY: Alloc gives exactly needed items, or throws.
        if (needed > room.Length)
        {
            _native = NativeMemory.Alloc((nuint)needed, (nuint)sizeof(T));
            room = new(_native, needed);
        }

        Span = room[..needed];
    }

    public Span<T> Span { get; }

    // The JIT may remove a Clear, but not this.
    public void Wipe() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(Span));

    public void Dispose()
    {
        Wipe();
        NativeMemory.Free(_native);
    }
}
