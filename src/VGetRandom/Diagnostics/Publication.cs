using System.Diagnostics.Metrics;
using System.Runtime.Loader;

namespace VGetRandom.Diagnostics;

/// <summary>Publishes what <see cref="Activity"/> counts, with a meter and an event source.
/// </summary>
/// <remarks>
/// <para>
/// A separate thread makes both once the process does more than draw a few numbers: at the first
/// garbage collection or, if earlier, when a thread has compiled ChaCha20 or something happens that
/// nobody who watches must miss. Making them takes longer than a process's first request, and
/// starting the thread a good part of that. The counts include what happened before; the events do
/// not.
/// </para>
/// <para>
/// If this library was loaded into a collectible context, both are disposed of when that begins to
/// unload. Otherwise the runtime's lists of meters and sources would keep it loaded.
/// </para>
/// </remarks>
internal static class Publication
{
    /// <summary>The name of both.</summary>
    public const string Name = "VGetRandom";

    private static volatile Meter? s_meter;
    private static volatile Func<BackendInfo>? s_backend;
    private static volatile bool s_isDone = true;
    private static volatile RandomEventSource? s_events;
    private static volatile bool s_isOver;

    [ThreadStatic]
    private static bool s_isCallingOut;

    /// <summary>The event source, or null if there is none.</summary>
    public static RandomEventSource? Events => s_events;

    /// <summary>Whether there has been an event source. A separate word, because looking at the
    /// source would load its type.</summary>
    public static bool HasEvents { get; private set; }

    // The switches that the SDK's EventSourceSupport and MetricsSupport properties set.
    private static bool IsWatchable =>
        IsOn("System.Diagnostics.Tracing.EventSource.IsSupported")
        || IsOn("System.Diagnostics.Metrics.Meter.IsSupported");

    /// <summary>Arranges for both to be made later, unless both are switched off.</summary>
    public static void Await(Func<BackendInfo> backend)
    {
        if (IsWatchable && (!typeof(Publication).Assembly.IsCollectible || TryEndWithContext()))
        {
            s_isDone = false;
            s_backend = backend;
            _ = new FirstCollection();
        }
    }

    /// <summary>Starts making both, unless that has begun.</summary>
    public static void Begin()
    {
        // If no thread can be started, requests are served all the same, and nobody can watch.
        if (Interlocked.Exchange(ref s_backend, null) is { } backend
            && BackgroundThread.TryStart(() => Publish(backend)) is null)
        {
            s_isDone = true;
        }
    }

    /// <summary>Waits until both are made, for callers that are about to fork or to measure.
    /// </summary>
    public static void Complete()
    {
        Begin();
        SpinWait.SpinUntil(static () => s_isDone);
    }

    /// <summary>Writes an event, unless nobody listens or a listener caused it.</summary>
    /// <remarks>
    /// Takes a delegate without captures, because nothing may be allocated here. Listeners run on
    /// this thread. A listener that draws would cause events that call it again, until the stack is
    /// full.
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

        // Keep a reference: the instruments of a collected meter vanish with it.
        var meter = new Meter(Name, typeof(Publication).Assembly.GetName().Version?.ToString(3));
        s_meter = meter;
        foreach (Func<Meter, Instrument> add in Instruments.All)
        {
            // One at a time, so that a listener that throws at one does not cost the others.
            CallOut(static call => _ = call.add(call.meter), (add, meter));
        }

        // This side makes both and then reads the flag; the other side sets the flag and then looks
        // for both. So at least one of them disposes of both.
        Interlocked.MemoryBarrier();
        if (s_isOver)
        {
            End();
        }

        s_isDone = true;
    }

    /// <summary>Runs code that may call a listener. What a listener throws goes no further.
    /// </summary>
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

    /// <summary>Arranges for <see cref="End"/> to run when this library's context begins to unload.
    /// </summary>
    /// <returns>False if unloading has already begun.</returns>
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

    /// <summary>Garbage from the start; its finalizer shows that the process collected garbage.
    /// </summary>
    private sealed class FirstCollection
    {
        ~FirstCollection() => Begin();
    }
}
