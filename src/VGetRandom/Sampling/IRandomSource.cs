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

    /// <summary>Comes before a draw that makes several requests, or uses words later.</summary>
    /// <returns>What to show to <see cref="Accepts"/>.</returns>
    ulong Begin();

    /// <summary>Whether a draw may be used: if not, it must be made anew, for the virtual machine
    /// was forked in its middle, and another clone has its first part, too.</summary>
    /// <param name="mark">What <see cref="Begin"/> gave.</param>
    /// <param name="rounds">How often it was made anew: 0 at first.</param>
    bool Accepts(ulong mark, ref int rounds);
}

/// <summary>What can be had from every source.</summary>
internal static class RandomSource
{
    /// <summary>Fills the whole span, in one request.</summary>
    public static unsafe void Fill<TSource, T>(TSource source, Span<T> destination)
        where TSource : struct, IRandomSource
        where T : unmanaged
    {
        // SAFETY: fixed keeps the span's items in place, and the source writes only their bytes.
        fixed (T* items = destination)
        {
            source.Fill(items, (nuint)destination.Length * (nuint)sizeof(T));
        }
    }
}
