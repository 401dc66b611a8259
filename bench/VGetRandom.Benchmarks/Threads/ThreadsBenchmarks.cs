using BenchmarkDotNet.Attributes;

namespace VGetRandom.Benchmarks.Threads;

/// <summary>Whether a second thread, on a second processor, draws as much again.</summary>
public abstract class ThreadsBenchmarks
{
    private const int DrawsEach = 1 << 18;
    private readonly uint[] _folds = new uint[2];

    [Benchmark(Baseline = true, Description = "1 thread")]
    public void OneThread() => Draw(threads: 1);

    [Benchmark(Description = "2 threads, as much each")]
    public void TwoThreads() => Draw(threads: 2);

    private void Draw(int threads)
    {
        var others = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int number = i;
            others[i] = new Thread(() => _folds[number] = Fold());
            others[i].Start();
        }

        foreach (Thread other in others)
        {
            other.Join();
        }
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
}
