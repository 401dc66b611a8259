using VGetRandom.Backends;

namespace VGetRandom.Probe;

/// <summary>Draws a given number of values on one thread, for a tracer to watch.</summary>
internal static class DrawScenario
{
    /// <param name="count">How many.</param>
    /// <param name="bytes">Of how many bytes each.</param>
    public static int Run(int count, int bytes)
    {
        byte[] buffer = new byte[bytes];

        // What a process and a thread do once is not what is counted.
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
