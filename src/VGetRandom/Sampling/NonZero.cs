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
        int kept = 0;
        foreach (Range run in bytes.Split((byte)0))
        {
            // Only to the left: the zeros that are still to be found stay where they are.
            bytes[run].CopyTo(bytes[kept..]);
            kept += bytes[run].Length;
        }

        return kept;
    }
}
