namespace VGetRandom.Sampling;

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
