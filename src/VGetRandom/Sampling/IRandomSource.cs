namespace VGetRandom.Sampling;

/// <summary>Where drawing takes its random bytes from.</summary>
/// <remarks>
/// Implemented by structs and used through generics, so that in the library the JIT compiles it
/// away, and tests can feed a draw every word there is.
/// </remarks>
// SAFETY: declares only. Callers vouch for byteCount writable bytes at every destination.
internal unsafe interface IRandomSource
{
    /// <summary>A value whose bits are all random, or throws.</summary>
    T Next<T>()
        where T : unmanaged;

    /// <summary>Fills all of it with random bytes, or throws.</summary>
    void Fill(void* destination, nuint byteCount);
}
