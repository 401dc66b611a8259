using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using VGetRandom.Diagnostics;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>A process whose machine is cloned without the kernel being told.</summary>
/// <remarks>It prints what clock-draws.c prints about the C library.</remarks>
// SAFETY: every index into the shared memory is one of ClockLanes.
internal static unsafe class BoundDrawScenario
{
    private const int Requests = 3;

    public static int Run(string kind)
    {
        ulong* shared = SharedMemory.Map();
        _ = KernelRandom.NextUInt64();
        Console.WriteLine("warm");
        while (Volatile.Read(ref shared[ClockLanes.Resumed]) == 0)
        {
            Thread.Sleep(1);
        }

        if (kind == BoundDraws.Late)
        {
            Thread.Sleep(BoundDraws.LateMs);
        }

        for (int i = 0; i < Requests; i++)
        {
            long start = Stopwatch.GetTimestamp();
            string outcome = Draw();
            long ms = (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            Report.Line($"request{i}", outcome);
            Report.Line($"ms{i}", ms);
        }

        Report.Line("reason", KernelRandom.Backend.Fallback);
        Report.Line("bounds", CountBounds());
        return 0;
    }

    private static string Draw()
    {
        try
        {
            return KernelRandom.NextUInt64() == 0 ? "zero" : "served";
        }
        catch (CryptographicException)
        {
            return "refused";
        }
    }

    /// <summary>How often the meter counted that a bound was reached.</summary>
    private static long CountBounds()
    {
        long count = 0;
        Publication.Complete();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "VGetRandom"
                && instrument.Name.Contains("bound", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => count += value);
        listener.Start();
        listener.RecordObservableInstruments();
        return count;
    }
}
