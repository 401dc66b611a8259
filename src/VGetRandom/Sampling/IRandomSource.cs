namespace VGetRandom.Sampling;

/// <summary>Gives the random bytes from which values are drawn.</summary>
/// <remarks>Implemented by structs and used through generics, so the JIT removes the abstraction,
/// and tests can feed every possible word to a draw.</remarks>
// SAFETY: only declarations; callers guarantee byteCount writable bytes at every destination.
internal unsafe interface IRandomSource
{
    /// <summary>Gives a value of random bits, or throws.</summary>
    T Next<T>()
        where T : unmanaged;

    /// <summary>Fills the whole destination with random bytes, or throws.</summary>
    void Fill(void* destination, nuint byteCount);

    /// <summary>Call before a draw that makes several requests or uses words later.</summary>
    /// <returns>What to pass to <see cref="Accepts"/>.</returns>
    ulong Begin();

    /// <summary>Whether a draw may be used. If not, the virtual machine was forked in the middle,
    /// another clone has the first part too, and the caller must draw again.</summary>
    /// <param name="mark">What <see cref="Begin"/> returned.</param>
    /// <param name="rounds">How often the caller drew again: 0 at first.</param>
    bool Accepts(ulong mark, ref int rounds);
}

/// <summary>What any source can do.</summary>
internal static class RandomSource
{
    /// <summary>Fills the whole span, in one request.</summary>
    public static unsafe void Fill<TSource, T>(TSource source, Span<T> destination)
        where TSource : struct, IRandomSource
        where T : unmanaged
    {
        // SAFETY: fixed pins the span, and the source writes exactly the bytes of its items.
        fixed (T* items = destination)
        {
            source.Fill(items, (nuint)destination.Length * (nuint)sizeof(T));
        }
    }
}
