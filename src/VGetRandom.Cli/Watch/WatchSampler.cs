using VGetRandom.Diagnostics;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace VGetRandom.Cli.Watch;

/// <summary>Takes a sample at every interval.</summary>
internal sealed class WatchSampler : IDisposable
{
    // Often enough to tell when a reseed was, seldom enough to cost nothing.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _interval;
    private readonly GenerationWatch _generation = new();
    private readonly DropWatch _drops = new();
    private readonly ThroughputMeter _meter;
    private TimeSpan _next;

    public WatchSampler(TimeSpan interval)
    {
        _interval = interval;
        _next = interval;
        _meter = new ThroughputMeter(interval);

        // Not shown: under the JIT these would be measured while they are compiled.
        using var first = new ThroughputMeter(TimeSpan.MaxValue);
        _ = first.OfGetRandom();
        _ = first.OfBackend();
        _next += _clock.Elapsed;
    }

    public WatchSample WaitForNext()
    {
        while (_next - _clock.Elapsed is { Ticks: > 0 } left)
        {
            _generation.Look();
            Thread.Sleep(left < s_longestSleep ? left : s_longestSleep);
        }

        // One that comes late does not make the others hurry.
        _next = (_next > _clock.Elapsed - _interval ? _next : _clock.Elapsed) + _interval;
        return Take();
    }

    public void Dispose()
    {
        _drops.Dispose();
        _meter.Dispose();
    }

    private WatchSample Take()
    {
        Throughput getRandom = _meter.OfGetRandom();
        Throughput backend = _meter.OfBackend();
        _generation.Look();
        _drops.Look();
        BackendInfo info = KernelRandom.Backend;
        return new WatchSample
        {
            Time = DateTimeOffset.UtcNow,
            Seconds = Math.Round(_clock.Elapsed.TotalSeconds, 3),
            Backend = info.Name,
            Generation = _generation.Generation,
            GenerationProblem = _generation.Problem,
            Reseeds = _generation.Reseeds,
            SecondsSinceReseed = Rounded(_generation.SecondsSinceLast),
            MeanReseedSeconds = Rounded(_generation.MeanSeconds),
            MachineForks = info.SeesMachineForks ? Activity.MachineForks : null,
            MachineForksProblem = info.SeesMachineForks ? null : info.MachineForks,
            DroppablePages = _drops.Pages,
            DroppedPages = _drops.Dropped,
            DroppableProblem = _drops.Problem,
            BackendNs = backend.RequestNs,
            BackendGbPerS = backend.GbPerS,
            BackendProblem = backend.Problem,
            GetrandomNs = getRandom.RequestNs,
            GetrandomGbPerS = getRandom.GbPerS,
            GetrandomProblem = getRandom.Problem,
        };
    }

    private static double? Rounded(double? seconds) =>
        seconds is { } value ? Math.Round(value, 1) : null;
}
