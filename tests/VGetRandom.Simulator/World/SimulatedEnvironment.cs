namespace VGetRandom.Simulator.World;

/// <summary>The clock and the page size of the simulated machine.</summary>
internal static class SimulatedEnvironment
{
    // A step takes a millisecond: what is to be tried again after 100 is, in the course of a run.
    public static long TickCount64 => Machine.Current.Steps;

    public static int SystemPageSize => Machine.Current.Memory.PageBytes;
}
