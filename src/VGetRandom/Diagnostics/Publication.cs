using System.Diagnostics.Metrics;

namespace VGetRandom.Diagnostics;

/// <summary>Makes visible what <see cref="Activity"/> counts: a meter and an event source.
/// </summary>
/// <remarks>
/// Made on a thread of its own, after the backend was chosen: making them takes longer than a
/// process's first request, and so does starting the thread pool. What happened before is in the
/// numbers, but not among the events.
/// </remarks>
internal static class Publication
{
    /// <summary>The name of both.</summary>
    public const string Name = "VGetRandom";

    private static Meter? s_meter;
    private static volatile Thread? s_thread;
    private static volatile RandomEventSource? s_events;

    /// <summary>The event source, or null until there is one.</summary>
    public static RandomEventSource? Events => s_events;

    // The switches that the SDK's EventSourceSupport and MetricsSupport set.
    private static bool IsWatchable =>
        IsOn("System.Diagnostics.Tracing.EventSource.IsSupported")
        || IsOn("System.Diagnostics.Metrics.Meter.IsSupported");

    /// <summary>Begins to make both, unless this process has neither.</summary>
    /// <param name="backend">What was chosen.</param>
    public static void Begin(Func<BackendInfo> backend)
    {
        if (!IsWatchable)
        {
            return;
        }

        try
        {
            // In the background: a process that is done does not wait for it.
            var thread = new Thread(() => Publish(backend)) { IsBackground = true };
            thread.UnsafeStart();
            s_thread = thread;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            // No thread is to be had. Numbers are drawn all the same, and nobody watches.
        }
    }

    /// <summary>Waits until both are made, for those who are about to fork or to measure.</summary>
    public static void Wait() => s_thread?.Join();

    private static bool IsOn(string name) => !AppContext.TryGetSwitch(name, out bool on) || on;

    private static void Publish(Func<BackendInfo> backend)
    {
        BackendInfo info = backend();
        s_events = new RandomEventSource();
        s_events.Selected(info.Name, info.Reason);

        // Kept: a meter that nobody refers to would take its instruments along.
        s_meter = new Meter(Name, typeof(Publication).Assembly.GetName().Version?.ToString(3));
        AddInstruments(s_meter);
    }

    private static void AddInstruments(Meter meter)
    {
        _ = meter.CreateObservableCounter(
            "vgetrandom.reseeds",
            static () => Activity.Reseeds,
            "{reseed}",
            "Fresh keys from the kernel, on the managed backend.");
        _ = meter.CreateObservableCounter(
            "vgetrandom.refills",
            static () => Activity.Refills,
            "{refill}",
            "New batches, on the managed backend.");
        _ = meter.CreateObservableCounter(
            "vgetrandom.fallbacks",
            MeasureFallbacks,
            "{request}",
            "Requests, or 64 KiB of them, that something slower served, by reason.");
        _ = meter.CreateObservableCounter(
            "vgetrandom.dropped_pages",
            static () => Activity.DroppedPages,
            "{page}",
            "States that the kernel had dropped, on the managed backend.");
        _ = meter.CreateObservableCounter(
            "vgetrandom.cross_check.mismatches",
            static () => Activity.Mismatches,
            "{mismatch}",
            "Cross-checks of the managed backend that failed: one ends its use.");
        _ = meter.CreateObservableUpDownCounter(
            "vgetrandom.states",
            MeasureStates,
            "{state}",
            "States in memory, in use by a thread or free.");
    }

    private static IEnumerable<Measurement<long>> MeasureFallbacks()
    {
        foreach (FallbackReason reason in Enum.GetValues<FallbackReason>())
        {
            yield return new(
                Activity.Fallbacks(reason),
                new KeyValuePair<string, object?>("reason", reason.ToString()));
        }
    }

    private static IEnumerable<Measurement<long>> MeasureStates()
    {
        yield return new(
            Activity.StatesInUse, new KeyValuePair<string, object?>("state", "in_use"));
        yield return new(
            Activity.StatesFree, new KeyValuePair<string, object?>("state", "free"));
    }
}
