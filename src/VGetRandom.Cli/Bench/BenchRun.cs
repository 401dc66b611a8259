using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace VGetRandom.Cli.Bench;

/// <summary>Measures all cases, in turns.</summary>
/// <remarks>
/// In turns, so that what else the machine does slows all of them alike; and the median of several
/// rounds, so that it does not matter when it slows only one. Each sample has a thread of its own,
/// which keeps the state of one backend.
/// </remarks>
internal static class BenchRun
{
    private const int Rounds = 11;
    private const double SampleMs = 8;
    private const double WarmUpMs = 60;

    // The first round is there to be compiled in, and counts for nothing.
    private const int RoundsInAll = Rounds + 1;

    public static int StepsFor(int caseCount) => caseCount * RoundsInAll;

    /// <param name="cases">What to measure.</param>
    /// <param name="step">Called after each of the steps.</param>
    /// <returns>The median time of one request in ns, for each case.</returns>
    public static double[] Measure(IReadOnlyList<BenchCase> cases, Action step)
    {
        int[] counts = new int[cases.Count];
        double[][] samples = [.. cases.Select(_ => new double[Rounds])];
        for (int round = 0; round < RoundsInAll; round++)
        {
            for (int i = 0; i < cases.Count; i++)
            {
                Action<int> repeat = cases[i].Repeat;
                if (round == 0)
                {
                    OnNewThread(() => counts[i] = WarmUp(repeat));
                }
                else
                {
                    OnNewThread(() => samples[i][round - 1] = Sample(repeat, counts[i]));
                }

                step();
            }
        }

        return [.. samples.Select(Median)];
    }

    internal static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>Has everything compiled, and finds how many requests make a sample.</summary>
    private static int WarmUp(Action<int> repeat)
    {
        long start = Stopwatch.GetTimestamp();
        int count = 1;
        double latestMs = 0;
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMs)
        {
            if (latestMs < SampleMs / 2)
            {
                count *= 2;
            }

            long before = Stopwatch.GetTimestamp();
            repeat(count);
            latestMs = Stopwatch.GetElapsedTime(before).TotalMilliseconds;
        }

        return Math.Max(1, (int)(count * SampleMs / Math.Max(latestMs, SampleMs / 1000)));
    }

    private static double Sample(Action<int> repeat, int count)
    {
        // A thread's first request takes a state.
        repeat(1);
        long start = Stopwatch.GetTimestamp();
        repeat(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }

    // What goes wrong there is told here, by whoever tells everything else.
    internal static void OnNewThread(Action work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
#pragma warning disable CA1031 // It is thrown again, on the thread that waits.
            try
            {
                work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
#pragma warning restore CA1031
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
