using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VGetRandom.Sampling;

/// <summary>The size that all buffers of unread random words have.</summary>
internal static class StackBuffer
{
    /// <summary>Bytes of a buffer: the most that one request asks for.</summary>
    public const int SizeBytes = 2048;
}

/// <summary>A buffer of unread random words, wiped when the call that has it returns or throws.
/// </summary>
/// <param name="room">Memory on the stack of that call.</param>
/// <param name="needed">How many words the call needs. No more of the room is used or wiped.
/// </param>
/// <typeparam name="T">The words' type.</typeparam>
internal readonly ref struct StackBuffer<T>(Span<T> room, int needed)
    where T : unmanaged
{
    private readonly Span<T> _words = room[..Math.Min(room.Length, needed)];

    /// <summary>Draws that many words, or as many as there is room for, in one request.</summary>
    public Span<T> Draw<TSource>(TSource source, int needed)
        where TSource : struct, IRandomSource
    {
        Span<T> words = _words[..Math.Min(_words.Length, needed)];
        RandomSource.Fill(source, words);
        return words;
    }

    // The JIT must not leave this out, as it may leave out a Clear.
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_words));
}
