namespace VGetRandom.Backends;

/// <summary>A source of random bytes. Safe for any number of threads at once.</summary>
// SAFETY: declares only. Callers vouch for length writable bytes at every buffer.
internal unsafe interface IRandomBackend
{
    /// <summary>Which backend this is, why, and what it falls back to at present.</summary>
    BackendInfo Info { get; }

    /// <summary>Fills the whole buffer, waiting until the kernel's generator is ready.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">
    /// There are no random bytes available. The buffer's content is undefined.
    /// </exception>
    void Fill(byte* buffer, nuint length);

    /// <summary>One getrandom(2) request, except that an interrupted one is made again.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="length">How many are wanted.</param>
    /// <param name="flags">Flags that the kernel accepts together.</param>
    /// <returns>The number of bytes written, or a negative errno.</returns>
    nint GetRandom(byte* buffer, nuint length, uint flags);
}
