using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using VGetRandom.Diagnostics;

namespace VGetRandom.Probe;

/// <summary>Loads the library into collectible contexts, draws, and unloads them.</summary>
/// <remarks>A server that loads plug-ins does this, while it listens to meters and
/// events.</remarks>
internal static class UnloadScenario
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static int s_instruments;

    public static int Run(int rounds)
    {
        using var events = new Listener();
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Publication.Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                    _ = Interlocked.Increment(ref s_instruments);
                }
            },
        };
        meters.Start();
        using var worker = new Worker();
        int unloaded = 0;
        long mapped = 0;
        for (int i = -1; i < rounds; i++)
        {
            if (!WaitUntilGone(DrawAndUnload(worker, waitForMeter: i % 2 == 0)))
            {
                break;
            }

            // The first context is a rehearsal.
            unloaded += i >= 0 ? 1 : 0;
            mapped = i < 0 ? -WipedBytes() : mapped;
        }

        Report.Line("instruments", s_instruments);
        Report.Line("unloaded", unloaded);
        Report.Line("left-mapped", mapped + WipedBytes());
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference DrawAndUnload(Worker worker, bool waitForMeter)
    {
        var context = new AssemblyLoadContext(null, isCollectible: true);
        MethodInfo draw = context
            .LoadFromAssemblyPath(typeof(KernelRandom).Assembly.Location)
            .GetType(typeof(KernelRandom).FullName!)!
            .GetMethod(nameof(KernelRandom.GetBytes))!;
        int instruments = Volatile.Read(ref s_instruments);
        Draw(draw);
        worker.Do(() => Draw(draw));
        if (waitForMeter)
        {
            GC.Collect();
            _ = SpinWait.SpinUntil(
                () => Volatile.Read(ref s_instruments) == instruments + Instruments.All.Length,
                s_patience);
        }

        context.Unload();

        // Unloading only begins here. Requests are served until nobody can make any.
        Draw(draw);
        worker.Do(() => Draw(draw));
        return new WeakReference(context);
    }

    private static void Draw(MethodInfo getBytes)
    {
        foreach (int count in (ReadOnlySpan<int>)[16, 1000, 100_000])
        {
            byte[] drawn = (byte[])getBytes.Invoke(null, [count])!;
            if (!drawn.Any(b => b != 0))
            {
                throw new InvalidOperationException("zeros were drawn");
            }
        }
    }

    private static bool WaitUntilGone(WeakReference context)
    {
        long end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        bool isGone = false;
        for (int after = 0; after < 2 && Environment.TickCount64 < end; after += isGone ? 1 : 0)
        {
            // Collect once more after it has gone, for what is finalized last.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            isGone = !context.IsAlive;
        }

        return isGone;
    }

    /// <summary>Returns how much memory a forked child finds zeroed: all states, and nothing
    /// else.</summary>
    private static long WipedBytes()
    {
        long bytes = 0;
        long size = 0;
        foreach (string line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.StartsWith("Size:", StringComparison.Ordinal))
            {
                size = long.Parse(line[5..^2]) * 1024;
            }
            else if (line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                bytes += line.Split(' ').Contains("wf") ? size : 0;
            }
        }

        return bytes;
    }

    /// <summary>A thread of the program's own, which outlives every context.</summary>
    private sealed class Worker : IDisposable
    {
        private readonly SemaphoreSlim _given = new(0);
        private readonly SemaphoreSlim _done = new(0);
        private readonly Thread _thread;
        private Action? _work;

        public Worker()
        {
            _thread = new Thread(Run);
            _thread.Start();
        }

        public void Do(Action work)
        {
            Hand(work);
            _done.Wait();
        }

        public void Dispose()
        {
            Hand(null);
            _thread.Join();
            _given.Dispose();
            _done.Dispose();
        }

        private void Hand(Action? work)
        {
            _work = work;
            _ = _given.Release();
        }

        private void Run()
        {
            while (DoOne())
            {
                _ = _done.Release();
            }
        }

        // A method of its own, so that nothing of the work stays on the stack.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private bool DoOne()
        {
            _given.Wait();
            Action? work = _work;
            _work = null;
            work?.Invoke();
            return work is not null;
        }
    }

    private sealed class Listener : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == Publication.Name)
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }
    }
}
