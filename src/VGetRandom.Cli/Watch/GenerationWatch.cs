using System.Diagnostics;
using VGetRandom.Managed.Search;

namespace VGetRandom.Cli.Watch;

/// <summary>Watches the generation that the kernel publishes: it changes with each reseed.
/// </summary>
internal sealed class GenerationWatch
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private ulong _generation;
    private TimeSpan _first;
    private TimeSpan _last;

    public GenerationWatch()
    {
        Attempt<RngInfo> found = ProcessRngInfo.Find();
        Problem = found.Succeeded ? null : found.Problem;
        _generation = Generation ?? 0;
    }

    /// <summary>Why it cannot be read, or null.</summary>
    public string? Problem { get; }

    public ulong? Generation =>
        Problem is null ? default(ProcessRngInfo).ReadGeneration() : null;

    /// <summary>How many reseeds there were since the start.</summary>
    public long? Reseeds => Problem is null ? Count : null;

    public double? SecondsSinceLast =>
        Count == 0 ? null : (_clock.Elapsed - _last).TotalSeconds;

    /// <summary>The mean time from one to the next, once there were two.</summary>
    public double? MeanSeconds =>
        Count < 2 ? null : (_last - _first).TotalSeconds / (Count - 1);

    private long Count { get; set; }

    /// <summary>Looks whether it has changed. As exact in time as this is called often.</summary>
    public void Look()
    {
        if (Generation is not { } now || now == _generation)
        {
            return;
        }

        // A machine that was restored from an image may go back: that is a reseed too.
        long more = now > _generation ? (long)(now - _generation) : 1;
        _last = _clock.Elapsed;
        _first = Count == 0 ? _last : _first;
        Count += more;
        _generation = now;
    }
}
