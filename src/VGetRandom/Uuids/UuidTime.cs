namespace VGetRandom.Uuids;

/// <summary>The time in UUIDs of version 7: milliseconds, and 12 bits of a fraction.</summary>
/// <remarks>
/// RFC 9562, section 6.2, method 3: the fraction of the millisecond stands in rand_a, so that most
/// UUIDs of one millisecond are in order by the clock alone. Where they are not (more than one in
/// a 4096th of a millisecond, a clock that was set back) the time is the last one and one more: a
/// counter that runs into the milliseconds when it overflows, and never waits.
/// <para>
/// Why that is an hour from the clock at most, and why a fork need not be noticed: docs/DESIGN.md.
/// </para>
/// </remarks>
internal sealed class UuidTime
{
    private const int FractionBits = 12;
    private const int LongestSleepMs = 100;
    private long _last;

    /// <summary>How far times are ever counted ahead of the clock: an hour.</summary>
    public static long MaxAhead => From(60 * 60 * 1000, 0);

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

    /// <summary>
    /// Times above all that were handed out before, on any thread, unless that would be more than
    /// <see cref="MaxAhead"/> from the clock.
    /// </summary>
    /// <param name="now">The clock's time, which is the first one if it is above them.</param>
    /// <param name="count">How many times, one after the other.</param>
    /// <returns>The first of them.</returns>
    public long Next(long now, int count = 1)
    {
        // UUIDs have no times before 1970.
        now = Math.Max(now, 0);
        long last = Last;
        while (true)
        {
            long next = Math.Max(now, last + 1);
            if (next + count - 1 - now > MaxAhead)
            {
                // The clock was wrong, and times must not be wrong for ever because of it.
                next = now;
            }

            long seen = Interlocked.CompareExchange(ref _last, next + count - 1, last);
            if (seen == last)
            {
                return next;
            }

            last = seen;
        }
    }

    /// <summary>
    /// Waits until the clock is past the last time, so that a process that begins then goes on
    /// above it.
    /// </summary>
    public void WaitForClock()
    {
        long ahead = Last - From(DateTime.UtcNow);
        while (ahead >= 0 && ahead <= MaxAhead)
        {
            Thread.Sleep((int)Math.Min(LongestSleepMs, (ahead >> FractionBits) + 1));
            ahead = Last - From(DateTime.UtcNow);
        }
    }
}
