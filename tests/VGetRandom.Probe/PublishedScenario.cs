using System.Diagnostics.Metrics;
using VGetRandom.Diagnostics;

namespace VGetRandom.Probe;

/// <summary>Shows when a process makes its meter, which a few numbers must not cause.</summary>
internal static class PublishedScenario
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static int s_instruments;

    private static bool IsComplete => Volatile.Read(ref s_instruments) == Instruments.All.Length;

    /// <param name="event">What happens then: garbage, many or fork.</param>
    public static int Run(string @event)
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
        switch (@event)
        {
            case "garbage":
                GC.Collect();
                break;
            case "many":
                for (int i = 0; i < 1000; i++)
                {
                    _ = KernelRandom.NextUInt32();
                }

                break;
            default:
                Activity.PassedMachineFork();
                break;
        }

        Report.Line("later", SpinWait.SpinUntil(static () => IsComplete, s_patience));
        return 0;
    }
}
