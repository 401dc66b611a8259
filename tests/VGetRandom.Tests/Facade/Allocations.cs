namespace VGetRandom.Tests.Facade;

/// <summary>Measures what a thread allocates.</summary>
internal static class Allocations
{
    private const int Times = 100;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Fails unless an action eventually allocates nothing.</summary>
    /// <remarks>Code that the JIT compiled in a hurry may allocate boxes. How soon the JIT
    /// optimizes it depends on how busy the machine is.</remarks>
    public static void AssertNone(Action action)
    {
        long deadline = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        long allocated;
        while ((allocated = Allocated(action)) != 0 && Environment.TickCount64 < deadline)
        {
            Thread.Sleep(10);
        }

        Assert.Equal(0, allocated);
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Times; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
