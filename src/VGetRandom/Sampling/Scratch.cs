using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VGetRandom.Sampling;

/// <summary>Memory for what a call works out of random words: wiped when it returns or throws, and
/// never where the garbage collector copies things.</summary>
/// <typeparam name="T">The items' type.</typeparam>
// SAFETY: native memory is freed when the call that has it ends, and the span with it.
internal readonly unsafe ref struct Scratch<T>
    where T : unmanaged
{
    private readonly void* _native;

    /// <param name="room">Memory on the stack of the call, which serves if it is large enough.
    /// </param>
    /// <param name="needed">How many items the call needs.</param>
    public Scratch(Span<T> room, int needed)
    {
        // SAFETY: exactly the bytes of that many items are allocated, or it throws.
        if (needed > room.Length)
        {
            _native = NativeMemory.Alloc((nuint)needed, (nuint)sizeof(T));
            room = new(_native, needed);
        }

        Span = room[..needed];
    }

    public Span<T> Span { get; }

    // The JIT must not leave this out, as it may leave out a Clear.
    public void Wipe() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(Span));

    public void Dispose()
    {
        Wipe();
        NativeMemory.Free(_native);
    }
}
