namespace VGetRandom.Simulator.World;

/// <summary>The clock and the page size of the simulated machine.</summary>
internal static class SimulatedEnvironment
{
    // So that what is tried again after 100 ms is tried again in the course of a run.
    private const int StepsPerMs = 5;

    public static long TickCount64 => Machine.Current.Steps / StepsPerMs;

    public static int SystemPageSize => Machine.Current.Memory.PageBytes;
}
