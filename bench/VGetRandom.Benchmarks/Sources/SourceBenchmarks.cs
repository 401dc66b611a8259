using BenchmarkDotNet.Attributes;
using VGetRandom.Backends;
using VGetRandom.Selection;

namespace VGetRandom.Benchmarks.Sources;

/// <summary>Measures every source of random bytes, at every size, on one thread and on
/// two.</summary>
/// <remarks>
/// With two threads, the second does the same all the time in the background, and the benchmark
/// measures a request of the first. Both are alike, so together they do twice what the first does.
/// So no barrier between them distorts the requests, however short those are.
/// </remarks>
public class SourceBenchmarks
{
    private readonly List<Thread> _others = [];
    private Filler _filler = null!;
    private byte[] _buffer = [];
    private volatile bool _isOver;

    /// <summary>Whether this process measures several backends, although a process has only one. A
    /// trial does so, and its figures mean nothing.</summary>
    internal static bool IsTrial { get; set; }

    // The order of the priorities puts sources that are compared next to each other in time.
    [Params(
        4, 16, 32, 64, 256, 1024, 4096, 1 << 14, 1 << 16, 1 << 20, 1 << 24, Priority = 0)]
    public int SizeBytes { get; set; }

    [Params(1, 2, Priority = 1)]
    public int Threads { get; set; }

    [ParamsSource(nameof(Names), Priority = 2)]
    public string Name { get; set; } = "";

    public static IEnumerable<string> Names =>
        ComparedSource.Available.Select(source => source.Name);

    [GlobalSetup]
    public void Open()
    {
        ComparedSource source = ComparedSource.Named(Name);
        if (source.Backend is { } backend && !IsTrial)
        {
            Choose(backend);
        }

        // Otherwise the system call would serve the first large requests.
        ExpansionReadiness.OfThisProcess.Execute();
        _filler = source.Open();
        _buffer = new byte[SizeBytes];
        for (int i = 1; i < Threads; i++)
        {
            // Each source is opened on the thread that uses it, because some keep something for
            // each thread. The thread runs in the background, because a benchmark that fails would
            // otherwise never end.
            var other = new Thread(() => FillUntilOver(source.Open(), new byte[SizeBytes]))
            {
                IsBackground = true,
            };
            other.Start();
            _others.Add(other);
        }
    }

    [Benchmark]
    public void Fill() => _filler.Fill(_buffer);

    [GlobalCleanup]
    public void Close()
    {
        _isOver = true;
        _others.ForEach(other => other.Join());
    }

    private static void Choose(string backend)
    {
        // This is in time, because nothing in this process has made a request before.
        AppContext.SetData(RequestedBackend.AppContextName, backend);
        if (KernelRandom.Backend.Name != backend)
        {
            throw new InvalidOperationException(
                $"This process would measure another backend. {KernelRandom.Backend}");
        }
    }

    private void FillUntilOver(Filler filler, byte[] buffer)
    {
        while (!_isOver)
        {
            filler.Fill(buffer);
        }
    }
}
