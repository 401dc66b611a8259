namespace VGetRandom.States;

/// <summary>Numbers this process's pools, so that a thread can tell which one owns its state.
/// </summary>
internal static class PoolNumbers
{
    private static long s_last;

    public static nint Next() => (nint)Interlocked.Increment(ref s_last);
}
