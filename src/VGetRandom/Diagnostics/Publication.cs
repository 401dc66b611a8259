using System.Diagnostics.Metrics;
using System.Runtime.Loader;

namespace VGetRandom.Diagnostics;

/// <summary>Makes visible what <see cref="Activity"/> counts: a meter and an event source.
/// </summary>
/// <remarks>
/// Made on a thread of its own, after the backend was chosen: making them takes longer than a
/// process's first request, and so does starting the thread pool. What happened before is in the
/// numbers, but not among the events.
/// <para>
/// Where this library was loaded into a collectible context, both are disposed of when that begins
/// to unload: the runtime's lists of meters and sources would keep it loaded.
/// </para>
/// </remarks>
internal static class Publication
{
    /// <summary>The name of both.</summary>
    public const string Name = "VGetRandom";

    private static volatile Meter? s_meter;
    private static volatile Thread? s_thread;
    private static volatile RandomEventSource? s_events;
    private static volatile bool s_isOver;

    [ThreadStatic]
    private static bool s_isCallingOut;

    /// <summary>The event source, or null where there is none.</summary>
    public static RandomEventSource? Events => s_events;

    /// <summary>Whether there has been an event source. A word of its own, for to look at that one
    /// would load its type.</summary>
    public static bool HasEvents { get; private set; }

    // The switches that the SDK's EventSourceSupport and MetricsSupport set.
    private static bool IsWatchable =>
        IsOn("System.Diagnostics.Tracing.EventSource.IsSupported")
        || IsOn("System.Diagnostics.Metrics.Meter.IsSupported");

    /// <summary>Begins to make both, unless this process has neither.</summary>
    public static void Begin(Func<BackendInfo> backend)
    {
        if (!IsWatchable
            || (typeof(Publication).Assembly.IsCollectible && !TryEndWithContext()))
        {
            return;
        }

        // Where no thread is to be had, numbers are drawn all the same, and nobody watches.
        s_thread = BackgroundThread.TryStart(
            () => Publish(backend), BackgroundThread.AfterFirstRequestMs);
    }

    /// <summary>Waits until both are made, for those who are about to fork or to measure.</summary>
    public static void Wait() => s_thread?.Join();

    /// <summary>Writes an event, unless nobody listens or a listener caused it.</summary>
    /// <remarks>
    /// What writes it is not a closure: nothing may be allocated here. Listeners run on this
    /// thread. One that draws would cause events that call it again, until the stack is full.
    /// </remarks>
    public static void Tell<T>(Action<RandomEventSource, T> write, T told)
    {
        if (!s_isCallingOut && s_events is { } events && events.IsEnabled())
        {
            CallOut(static call => call.write(call.events, call.told), (write, events, told));
        }
    }

    private static bool IsOn(string name) => !AppContext.TryGetSwitch(name, out bool on) || on;

    private static void Publish(Func<BackendInfo> backend)
    {
        BackendInfo info = backend();
        CallOut(static _ => s_events = new RandomEventSource(), 0);
        HasEvents = true;
        Tell(static (events, told) => events.Selected(told.Name, told.Reason), info);

        // Kept: a meter that nobody refers to would take its instruments along.
        var meter = new Meter(Name, typeof(Publication).Assembly.GetName().Version?.ToString(3));
        s_meter = meter;
        foreach (Func<Meter, Instrument> add in Instruments.All)
        {
            // One at a time: a listener that throws at one must not cost the others.
            CallOut(static call => _ = call.add(call.meter), (add, meter));
        }

        // This side makes both and then looks at the flag; the other sets it and then looks for
        // both. So one of the two disposes of them.
        Interlocked.MemoryBarrier();
        if (s_isOver)
        {
            End();
        }
    }

    /// <summary>Does what may call a listener. What that throws goes no further.</summary>
    private static void CallOut<T>(Action<T> action, T argument)
    {
        bool isWithin = s_isCallingOut;
        s_isCallingOut = true;
        try
        {
            action(argument);
        }
#pragma warning disable CA1031 // Whatever it is: no request may fail because somebody watches.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        finally
        {
            s_isCallingOut = isWithin;
        }
    }

    /// <summary>Has <see cref="End"/> called when this library's context begins to unload.
    /// </summary>
    /// <returns>False where that has begun already.</returns>
    private static bool TryEndWithContext()
    {
        var context = AssemblyLoadContext.GetLoadContext(typeof(Publication).Assembly)!;
        context.Unloading += static _ =>
        {
            s_isOver = true;
            Interlocked.MemoryBarrier();
            End();
        };
        return AssemblyLoadContext.All.Contains(context);
    }

    private static void End()
    {
        CallOut(static ended => ended?.Dispose(), Interlocked.Exchange(ref s_meter, null));
        CallOut(static ended => ended?.Dispose(), Interlocked.Exchange(ref s_events, null));
    }
}
