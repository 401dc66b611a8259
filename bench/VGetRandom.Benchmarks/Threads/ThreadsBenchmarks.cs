using BenchmarkDotNet.Attributes;

namespace VGetRandom.Benchmarks.Threads;

/// <summary>Whether a second thread on a second processor draws as much again.</summary>
public abstract class ThreadsBenchmarks
{
    private const int DrawsEach = 1 << 18;
    private const int End = -1;

    // The second thread spins on its processor until its turn, because the system takes
    // milliseconds to find a processor for a thread that starts or wakes.
    private Thread? _second;
    private volatile int _wanted;
    private volatile int _done;

    [GlobalSetup]
    public void StartSecondThread()
    {
        _second = new Thread(() =>
        {
            for (int round = 1; AwaitRound(round); round++)
            {
                _ = Fold();
                _done = round;
            }
        });
        _second.Start();
    }

    [GlobalCleanup]
    public void EndSecondThread()
    {
        _wanted = End;
        _second!.Join();
    }

    [Benchmark(Baseline = true, Description = "1 thread")]
    public uint OneThread() => Fold();

    [Benchmark(Description = "2 threads, as much each")]
    public uint TwoThreads()
    {
        int round = _done + 1;
        _wanted = round;
        uint fold = Fold();
        while (_done != round)
        {
            Thread.SpinWait(1);
        }

        return fold;
    }

    private static uint Fold()
    {
        uint fold = 0;
        for (int i = 0; i < DrawsEach; i++)
        {
            fold ^= KernelRandom.NextUInt32();
        }

        return fold;
    }

    private bool AwaitRound(int round)
    {
        while (_wanted != round)
        {
            if (_wanted == End)
            {
                return false;
            }

            Thread.SpinWait(1);
        }

        return true;
    }
}
