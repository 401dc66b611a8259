namespace VGetRandom.Uuids;

/// <summary>The time in version 7 UUIDs: milliseconds and a 12-bit fraction.</summary>
/// <remarks>
/// RFC 9562, section 6.2, method 3: rand_a holds the fraction of the millisecond, so the clock
/// alone orders most UUIDs of one millisecond. If it does not (more than one UUID in 1/4096 ms, or
/// a clock that was set back), the time is the last one plus one. This counter overflows into the
/// milliseconds and never waits. DESIGN.md says why times stay within an hour of the clock, and why
/// we need not notice a fork.
/// </remarks>
internal sealed class UuidTime
{
    private const int FractionBits = 12;
    private const int LongestSleepMs = 100;
    private long _last;

    /// <summary>The furthest that times may get ahead of the clock: an hour.</summary>
    public static long MaxAhead => From(60 * 60 * 1000, 0);

    /// <summary>The source of times for all UUIDs of this process.</summary>
    public static UuidTime OfProcess { get; } = new();

    /// <summary>The last time that was handed out, or 0.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Converts a clock's time to the form that UUIDs have.</summary>
    /// <param name="utc">A time in UTC.</param>
    /// <returns>0 or less before 1970.</returns>
    public static long From(DateTime utc)
    {
        (long ms, long ticks) =
            Math.DivRem(utc.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMillisecond);
        return (ms << FractionBits) + ((ticks << FractionBits) / TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Combines whole milliseconds with other bits for the fraction.</summary>
    public static long From(long milliseconds, int fraction) =>
        (milliseconds << FractionBits) | (long)(fraction & ((1 << FractionBits) - 1));

    /// <summary>Gives times greater than all those handed out before, on any thread, unless they
    /// would be more than <see cref="MaxAhead"/> ahead of the clock.</summary>
    /// <param name="now">The clock's time, which is the first one if it is greater than those.
    /// </param>
    /// <param name="count">How many consecutive times.</param>
    /// <returns>The first one.</returns>
    public long Next(long now, int count = 1)
    {
        // UUIDs cannot hold times before 1970.
        now = Math.Max(now, 0);
        long last = Last;
        while (true)
        {
            long next = Math.Max(now, last + 1);
            if (next + count - 1 - now > MaxAhead)
            {
                // The clock was wrong, but times must not stay wrong for ever.
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

    /// <summary>Waits until the clock is past the last time, so that a process that begins then
    /// continues above it.</summary>
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
