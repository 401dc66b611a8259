using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using VGetRandom.Diagnostics;

namespace VGetRandom.Probe;

/// <summary>Listeners that start before the library, and throw at everything they are
/// told.</summary>
internal static class ListenerScenario
{
    public static int Run()
    {
        using var events = new ThrowingListener();
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, _) =>
            {
                if (instrument.Meter.Name == Publication.Name)
                {
                    throw new NotSupportedException();
                }
            },
        };
        meters.Start();
        Report.Draws();
        Publication.Complete();

        int instruments = 0;
        using var counting = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
                instruments += instrument.Meter.Name == Publication.Name ? 1 : 0,
        };
        counting.Start();
        Activity.FellBack(FallbackReason.NoKey);
        Report.Line("instruments", instruments);
        Report.Line("told", events.IsTold);
        return 0;
    }

    private sealed class ThrowingListener : EventListener
    {
        public bool IsTold { get; private set; }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == Publication.Name)
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            IsTold |= eventData.EventName == "FellBack";
            throw new NotSupportedException();
        }
    }
}
