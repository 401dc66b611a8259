using System.Diagnostics.Metrics;
using System.Runtime.Loader;

namespace VGetRandom.Diagnostics;

/// <summary>Makes visible what <see cref="Activity"/> counts: a meter and an event source.
/// </summary>
/// <remarks>
/// Made on a thread of its own, once the process does more than draw a few numbers: when it first
/// collects garbage or, if that comes before, a thread has compiled ChaCha20 or something happens
/// that nobody who watches must miss. Making them takes longer than a process's first request, and
/// starting the thread a good part of that. What happened before is in the numbers, but not among
/// the events.
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
    private static volatile Func<BackendInfo>? s_backend;
    private static volatile bool s_isDone = true;
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

    /// <summary>Has both made later, unless this process has neither.</summary>
    public static void Await(Func<BackendInfo> backend)
    {
        if (IsWatchable && (!typeof(Publication).Assembly.IsCollectible || TryEndWithContext()))
        {
            s_isDone = false;
            s_backend = backend;
            _ = new FirstCollection();
        }
    }

    /// <summary>Begins to make both, unless that has begun.</summary>
    public static void Begin()
    {
        // Where no thread is to be had, numbers are drawn all the same, and nobody watches.
        if (Interlocked.Exchange(ref s_backend, null) is { } backend
            && BackgroundThread.TryStart(() => Publish(backend)) is null)
        {
            s_isDone = true;
        }
    }

    /// <summary>Waits until both are made, for those who are about to fork or to measure.</summary>
    public static void Complete()
    {
        Begin();
        SpinWait.SpinUntil(static () => s_isDone);
    }

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

        s_isDone = true;
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

    /// <summary>Garbage from the start: its end shows that the process has collected some.
    /// </summary>
    private sealed class FirstCollection
    {
        ~FirstCollection() => Begin();
    }
}
