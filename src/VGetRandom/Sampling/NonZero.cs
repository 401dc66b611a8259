namespace VGetRandom.Sampling;

/// <summary>Bytes from 1 to 255, each equally likely.</summary>
internal static class NonZero
{
    public static void Fill<TSource>(TSource source, Span<byte> destination)
        where TSource : struct, IRandomSource
    {
        int rounds = 0;
        ulong mark;
        do
        {
            mark = source.Begin();
            FillOnce(source, destination);
        }
        while (!source.Accepts(mark, ref rounds));
    }

    private static void FillOnce<TSource>(TSource source, Span<byte> destination)
        where TSource : struct, IRandomSource
    {
        while (!destination.IsEmpty)
        {
            RandomSource.Fill(source, destination);
            int kept = 0;
            foreach (Range run in destination.Split((byte)0))
            {
                // Runs move only to the left, so zeros not yet found stay where they are.
                destination[run].CopyTo(destination[kept..]);
                kept += destination[run].Length;
            }

            destination = destination[kept..];
        }
    }
}
