using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VGetRandom.Sampling;

/// <summary>The buffers on the stack that unread random words lie in, within one call.</summary>
internal static class StackBuffer
{
    /// <summary>How large they are: the most that one request asks for.</summary>
    public const int SizeBytes = 2048;

    /// <summary>Wipes a buffer, in a way that the JIT must not leave out.</summary>
    public static void Wipe<T>(Span<T> buffer)
        where T : unmanaged =>
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(buffer));
}
