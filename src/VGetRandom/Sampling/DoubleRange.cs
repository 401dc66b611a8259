namespace VGetRandom.Sampling;

/// <summary>Draws numbers at equal distances, from one end of a range to the other.</summary>
/// <remarks>
/// Goualard, "Drawing Random Floating-Point Numbers from an Interval" (2022). The multiples of the
/// widest gap between neighbouring doubles of the range are all doubles, and the end farther from 0
/// is one of them. The other end is included even if it is not a multiple.
/// </remarks>
internal static class DoubleRange
{
    public static double Draw<TSource>(TSource source, double from, double to)
        where TSource : struct, IRandomSource
    {
        if (Math.Abs(from) > Math.Abs(to))
        {
            // A unary minus would turn 0 into -0.
            return 0 - Draw(source, -to, -from);
        }

        if (from == to)
        {
            return from;
        }

        // A gap is a power of two, so the remainder and the quotients are exact.
        double gap = Math.Max(Math.BitIncrement(from) - from, to - Math.BitDecrement(to));
        double rest = from % gap;
        long first = (long)((from - rest) / gap) + (rest > 0 ? 1 : 0);
        long last = (long)(to / gap);
        ulong count = (ulong)(last - first) + (rest == 0 ? 1u : 2u);
        long number = last - (long)Bounded.Draw(source, count);
        return number < first ? from : number * gap;
    }
}
