namespace VGetRandom.States;

/// <summary>Numbers the pools of this process, so that a thread can say whose its state is.
/// </summary>
internal static class PoolNumbers
{
    private static long s_last;

    public static nint Next() => (nint)Interlocked.Increment(ref s_last);
}
