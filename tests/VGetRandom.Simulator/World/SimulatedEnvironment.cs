namespace VGetRandom.Simulator.World;

/// <summary>The clock and the page size of the simulated machine.</summary>
internal static class SimulatedEnvironment
{
    // A step takes a millisecond, so the library tries again within a run what it retries after
    // 100.
    public static long TickCount64 => Machine.Current.Steps;

    public static int SystemPageSize => Machine.Current.Memory.PageBytes;
}
