namespace VGetRandom.Backends;

/// <summary>A source of random bytes. Any number of threads may use it at once.</summary>
// SAFETY: only declarations; callers guarantee length writable bytes at every buffer.
internal unsafe interface IRandomBackend
{
    /// <summary>Which backend this is, why, and what it falls back to at present.</summary>
    BackendInfo Info { get; }

    /// <summary>Fills the whole buffer, waiting until the kernel's generator is ready.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">No random bytes are
    /// available. The content of the buffer is undefined.</exception>
    void Fill(byte* buffer, nuint length);

    /// <summary>One getrandom(2) request, except that an interrupted one is made again.</summary>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="length">How many bytes to write.</param>
    /// <param name="flags">Flags that the kernel accepts together.</param>
    /// <returns>The number of bytes written, or a negative errno.</returns>
    nint GetRandom(byte* buffer, nuint length, uint flags);
}
