namespace VGetRandom.Probe;

/// <summary>Draws a given number of values on one thread, for a tracer to watch.</summary>
internal static class DrawScenario
{
    public static int Run(int count)
    {
        // What a process and a thread do once is not what is counted.
        _ = KernelRandom.NextUInt32();
        Report.Line("backend", KernelRandom.Backend.Name);
        Report.Line("thread", Native.gettid());
        _ = Console.ReadLine();

        uint folded = 0;
        for (int i = 0; i < count; i++)
        {
            folded ^= KernelRandom.NextUInt32();
        }

        Report.Line("folded", folded);
        return 0;
    }
}
