namespace VGetRandom.Native;

/// <summary>A clock for what is to be tried again later.</summary>
internal static class Clock
{
    /// <summary>Milliseconds since some moment; 0 where a sandbox refuses to tell, and then
    /// nothing is tried again.</summary>
    public static long NowMs
    {
        get
        {
            // SAFETY: the C library writes one timespec, and errno is the thread's own.
            unsafe
            {
                RawLibc.TimeSpecification now = default;
                int* errno = RawLibc.ErrnoLocation();
                int kept = *errno;
                _ = RawLibc.GetTime(RawLibc.CLOCK_MONOTONIC_COARSE, &now);
                *errno = kept;
                return ((long)now.Seconds * 1000) + (now.Nanoseconds / 1_000_000);
            }
        }
    }
}
