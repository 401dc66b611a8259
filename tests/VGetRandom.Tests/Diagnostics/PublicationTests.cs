using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using VGetRandom.Backends;
using VGetRandom.Diagnostics;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Diagnostics;

/// <summary>The meter and the event source, as a listener sees them.</summary>
public sealed class PublicationTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("vdso", "garbage")]
    [InlineData("vdso", "many")]
    [InlineData("syscall", "garbage")]
    [InlineData("syscall", "fork")]
    public void They_are_made_when_a_process_does_more_than_draw_a_few_numbers(
        string backend, string what)
    {
        Assert.SkipUnless(
            what != "many" || ExpansionReadiness.IsWorthwhile, "there are no vector registers");
        ProbeProcess probe =
            ProbeProcess.Run(["published", what], ("VGETRANDOM_BACKEND", backend));
        Assert.Equal("0", probe["at-first"]);
        Assert.Equal("True", probe["later"]);
    }

    [Fact]
    public void A_meter_publishes_what_was_counted()
    {
        using var listener = new Measurements();
        Assert.True(SpinWait.SpinUntil(
            () => listener.InstrumentCount == Instruments.All.Length, s_patience));

        long before = listener.Read("vgetrandom.fallbacks", FallbackReason.FunctionRefused);
        FallBackOnce();
        Assert.InRange(
            listener.Read("vgetrandom.fallbacks", FallbackReason.FunctionRefused),
            before + 1,
            long.MaxValue);

        Activity.Reseeded();
        Activity.Refilled();
        Activity.FoundPageDropped();
        Activity.Mismatched();
        Activity.PassedMachineFork();
        Activity.WaitedForMachineFork(12);
        Activity.ReachedBound();
        Assert.InRange(listener.Read("vgetrandom.machine_forks"), 1, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.machine_fork.wait"), 12, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.machine_fork.bounds"), 1, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.reseeds"), 1, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.refills"), 1, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.dropped_pages"), 1, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.cross_check.mismatches"), 1, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.states", "in_use"), 1, long.MaxValue);
        Assert.InRange(listener.Read("vgetrandom.states", "free"), 0, long.MaxValue);
    }

    [Fact]
    public void An_event_source_tells_each_fallback_and_its_reason()
    {
        _ = KernelRandom.NextUInt32();
        Publication.Complete();
        using var listener = new Events();
        FallBackOnce();
        Assert.True(SpinWait.SpinUntil(
            () => listener.Seen.Contains($"FellBack({FallbackReason.FunctionRefused})"),
            s_patience));
    }

    [Fact]
    public void Every_event_has_the_arguments_it_was_declared_with()
    {
        // A wrong number or order raises an event of its own, which the next line would find.
        _ = KernelRandom.NextUInt32();
        Publication.Complete();
        RandomEventSource source = Publication.Events!;
        using var listener = new Events();
        source.Selected("vdso", "because");
        source.FellBack("reason");
        source.Reseeded();
        source.FoundPageDropped();
        source.Mismatched();
        Assert.Contains("Selected(vdso,because)", listener.Seen);
        Assert.Contains("FellBack(reason)", listener.Seen);
        Assert.Contains("Reseeded()", listener.Seen);
        Assert.Contains("FoundPageDropped()", listener.Seen);
        Assert.Contains("Mismatched()", listener.Seen);
        Assert.DoesNotContain(
            listener.Seen, name => name.StartsWith("EventSourceMessage", StringComparison.Ordinal));
    }

    /// <summary>Makes the kernel's function refuse a request.</summary>
    private static unsafe void FallBackOnce()
    {
        // SAFETY: one byte is asked for, and there is one.
        var script = new KernelScript { OnInvoke = (_, _) => -1 };
        VdsoBackend<FakeKernel, FakeFunction> backend = script.NewVdsoBackend();
        byte buffer;
        backend.Fill(&buffer, 1);
    }

    private sealed class Measurements : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, long> _values = [];
        private int _instrumentCount;

        public Measurements()
        {
            _ = KernelRandom.NextUInt32();
            Publication.Complete();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "VGetRandom")
                {
                    listener.EnableMeasurementEvents(instrument);
                    _ = Interlocked.Increment(ref _instrumentCount);
                }
            };
            _listener.SetMeasurementEventCallback<long>(
                (instrument, value, tags, _) =>
                    _values[Key(instrument.Name, tags.IsEmpty ? null : tags[0].Value)] = value);
            _listener.Start();
        }

        public int InstrumentCount => Volatile.Read(ref _instrumentCount);

        public long Read(string name, object? tag = null)
        {
            _listener.RecordObservableInstruments();
            return _values[Key(name, tag)];
        }

        public void Dispose() => _listener.Dispose();

        private static string Key(string name, object? tag) => $"{name}/{tag}";
    }

    private sealed class Events : EventListener
    {
        public ConcurrentQueue<string> Seen { get; } = [];

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "VGetRandom")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        // Sources that exist already may call this before the constructor is done.
        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            Seen?.Enqueue($"{eventData.EventName}({string.Join(',', eventData.Payload ?? [])})");
    }
}
