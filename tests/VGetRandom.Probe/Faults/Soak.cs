using System.Diagnostics;

namespace VGetRandom.Probe.Faults;

/// <summary>What the threads of a soak share.</summary>
internal sealed class Soak(Stopwatch clock, TimeSpan length)
{
    public Figures Figures { get; } = new();

    public bool IsOver => clock.Elapsed >= length;

    /// <summary>Records a thread's outputs, and adds violations to the figures.</summary>
    public RecentOutputs Recent() => new(Figures);
}

/// <summary>A soak's sums over all its threads.</summary>
internal sealed class Figures
{
    private long _requests;
    private long _bytes;
    private long _drops;
    private long _reseeds;
    private long _forks;
    private long _threads;
    private long _zeros;
    private long _repeats;

    /// <summary>The backends that have states.</summary>
    public static string[] Backends => ["vdso", "managed"];

    /// <summary>The backends that a process may be asked to use.</summary>
    public static string[] Processes => ["vdso", "managed", "syscall"];

    public long Violations => Interlocked.Read(ref _zeros) + Interlocked.Read(ref _repeats);

    public void AddRequests(long count, long bytes)
    {
        _ = Interlocked.Add(ref _requests, count);
        _ = Interlocked.Add(ref _bytes, bytes);
    }

    public void AddDrops(long count) => Interlocked.Add(ref _drops, count);

    public void AddReseeds(long count) => Interlocked.Add(ref _reseeds, count);

    public void AddThread() => Interlocked.Increment(ref _threads);

    public void AddForks(long count, long repeats, long zeros)
    {
        _ = Interlocked.Add(ref _forks, count);
        AddViolations(zeros, repeats);
    }

    public void AddViolations(long zeros, long repeats)
    {
        _ = Interlocked.Add(ref _zeros, zeros);
        _ = Interlocked.Add(ref _repeats, repeats);
    }

    public void Report()
    {
        Probe.Report.Line("requests", _requests);
        Probe.Report.Line("bytes", _bytes);
        Probe.Report.Line("drops", _drops);
        Probe.Report.Line("reseeds", _reseeds);
        Probe.Report.Line("forks", _forks);
        Probe.Report.Line("threads", _threads);
        Probe.Report.Line("zeros", _zeros);
        Probe.Report.Line("repeats", _repeats);
    }
}
