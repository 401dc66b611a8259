using System.Diagnostics.Metrics;
using VGetRandom.Diagnostics;

namespace VGetRandom.Probe;

/// <summary>When a process's meter is made: not for a few numbers.</summary>
internal static class PublishedScenario
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static int s_instruments;

    private static bool IsComplete => Volatile.Read(ref s_instruments) == Instruments.All.Length;

    /// <param name="isBusy">Whether it draws many numbers, or collects garbage.</param>
    public static int Run(bool isBusy)
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, _) =>
        {
            if (instrument.Meter.Name == Publication.Name)
            {
                Interlocked.Increment(ref s_instruments);
            }
        };
        listener.Start();
        _ = KernelRandom.NextUInt32();
        Thread.Sleep(100);
        Report.Line("at-first", s_instruments);
        if (isBusy)
        {
            for (int i = 0; i < 1000; i++)
            {
                _ = KernelRandom.NextUInt32();
            }
        }
        else
        {
            GC.Collect();
        }

        Report.Line("later", SpinWait.SpinUntil(static () => IsComplete, s_patience));
        return 0;
    }
}
