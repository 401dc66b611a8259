using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VGetRandom.Sampling;

/// <summary>The buffers on the stack that unread random words lie in, within one call.</summary>
internal static class StackBuffer
{
    /// <summary>How large they are: the most that one request asks for.</summary>
    public const int SizeBytes = 2048;
}

/// <summary>One of them, wiped when the call returns or throws.</summary>
/// <param name="room">On the stack of the call.</param>
/// <param name="needed">How many words the call needs; less is wiped where that is less.</param>
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

    // In a way that the JIT must not leave out.
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_words));
}
