namespace VGetRandom.Sampling;

/// <summary>Bytes from 1 to 255, each equally likely.</summary>
internal static class NonZero
{
    public static void Fill<TSource>(TSource source, Span<byte> destination)
        where TSource : struct, IRandomSource
    {
        while (!destination.IsEmpty)
        {
            RandomSource.Fill(source, destination);
            destination = destination[CloseUp(destination)..];
        }
    }

    /// <summary>Leaves out the zeros and moves up what follows them.</summary>
    /// <returns>How many bytes remain; behind them lie what is to be drawn anew.</returns>
    private static int CloseUp(Span<byte> bytes)
    {
        int zero = bytes.IndexOf((byte)0);
        if (zero < 0)
        {
            return bytes.Length;
        }

        int kept = zero;
        ReadOnlySpan<byte> rest = bytes[zero..];
        while (!rest.IsEmpty)
        {
            rest = rest[1..];
            zero = rest.IndexOf((byte)0);
            ReadOnlySpan<byte> run = zero < 0 ? rest : rest[..zero];
            run.CopyTo(bytes[kept..]);
            kept += run.Length;
            rest = rest[run.Length..];
        }

        return kept;
    }
}
