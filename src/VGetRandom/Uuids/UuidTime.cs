namespace VGetRandom.Uuids;

/// <summary>The time in UUIDs of version 7: milliseconds, and 12 bits of a fraction.</summary>
/// <remarks>
/// RFC 9562, section 6.2, method 3: the fraction of the millisecond stands in rand_a, so that most
/// UUIDs of one millisecond are in order by the clock alone. Where they are not (more than one in
/// a 4096th of a millisecond, a clock that was set back) the time is the last one and one more: a
/// counter that runs into the milliseconds when it overflows, and never waits.
/// <para>
/// A fork copies the last time. It is no secret, being in the UUIDs already, and no two UUIDs
/// differ because of it: parent and child may draw the same time, as any two processes may, and
/// have 62 bits each that the kernel gave to nobody else. So there is nothing to notice: the child
/// merely goes on above the UUIDs that it remembers.
/// </para>
/// </remarks>
internal sealed class UuidTime
{
    private const int FractionBits = 12;
    private long _last;

    /// <summary>The one that all UUIDs of this process have their times from.</summary>
    public static UuidTime OfProcess { get; } = new();

    /// <summary>The last time that was handed out, or 0.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>A clock's time in the form that UUIDs have.</summary>
    /// <param name="utc">A time in UTC.</param>
    /// <returns>Not above 0 before 1970.</returns>
    public static long From(DateTime utc)
    {
        (long ms, long ticks) =
            Math.DivRem(utc.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        return (ms << FractionBits) + ((ticks << FractionBits) / TimeSpan.TicksPerMillisecond);
    }

    /// <summary>A time of whole milliseconds, with other bits for the fraction.</summary>
    public static long From(long milliseconds, int fraction) =>
        (milliseconds << FractionBits) | (long)(fraction & ((1 << FractionBits) - 1));

    /// <summary>A time above all that were handed out before, on any thread.</summary>
    /// <param name="now">The clock's time, which is the result if it is above them.</param>
    public long Next(long now)
    {
        long last = Volatile.Read(ref _last);
        while (true)
        {
            long next = Math.Max(now, last + 1);
            long seen = Interlocked.CompareExchange(ref _last, next, last);
            if (seen == last)
            {
                return next;
            }

            last = seen;
        }
    }
}
