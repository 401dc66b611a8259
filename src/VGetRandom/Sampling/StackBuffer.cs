using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VGetRandom.Sampling;

/// <summary>The size of all buffers of unused random words.</summary>
internal static class StackBuffer
{
    /// <summary>Bytes in a buffer: the most that one request asks for.</summary>
    public const int SizeBytes = 2048;
}

/// <summary>A buffer of unused random words, wiped when its call returns or throws.</summary>
/// <param name="room">Memory on the caller's stack.</param>
/// <param name="needed">How many words the call needs; no more of the room is used or wiped.
/// </param>
/// <typeparam name="T">The words' type.</typeparam>
internal readonly ref struct StackBuffer<T>(Span<T> room, int needed)
    where T : unmanaged
{
    private readonly Span<T> _words = room[..Math.Min(room.Length, needed)];

    /// <summary>Draws this many words, or as many as fit, in one request.</summary>
    public Span<T> Draw<TSource>(TSource source, int needed)
        where TSource : struct, IRandomSource
    {
        Span<T> words = _words[..Math.Min(_words.Length, needed)];
        RandomSource.Fill(source, words);
        return words;
    }

    // The JIT may remove a Clear, but not this.
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_words));
}
