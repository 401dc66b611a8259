using VGetRandom.Backends;

namespace VGetRandom.Probe;

/// <summary>Draws a given number of values on one thread, while a tracer watches.</summary>
internal static class DrawScenario
{
    /// <param name="count">How many values.</param>
    /// <param name="bytes">How many bytes each has.</param>
    public static int Run(int count, int bytes)
    {
        byte[] buffer = new byte[bytes];

        // Do first what a process and a thread do only once, so that it is not counted.
        ExpansionReadiness.OfThisProcess.Execute();
        KernelRandom.Fill(buffer);
        Report.Line("backend", KernelRandom.Backend.Name);
        Report.Line("thread", Native.gettid());
        _ = Console.ReadLine();

        uint folded = 0;
        for (int i = 0; i < count; i++)
        {
            KernelRandom.Fill(buffer);
            folded ^= BitConverter.ToUInt32(buffer);
        }

        Report.Line("folded", folded);
        return 0;
    }
}
