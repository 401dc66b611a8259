using System.Diagnostics;
using System.Globalization;
using VGetRandom.Probe;

namespace VGetRandom.Guest;

/// <summary>What the prototype costs, beside what the library does without it.</summary>
/// <remarks>For a real processor: under emulation it tells nothing.</remarks>
internal static class MixedCost
{
    private const int Rounds = 5;
    private const int BudgetWords = 1 << 21;

    private delegate void Draw(Span<ulong> words);

    public static int Run()
    {
        Report.Line("backend", KernelRandom.Backend.Name);
        Measure("number", 1, words => words[0] = KernelRandom.NextUInt64());
        Measure("number-mixed-each", 1, MixedSource.EachRequest);
        Measure("number-mixed-batch", 1, new MixedSource().EachBatch);
        Measure("1KiB", 128, KernelRandom.Fill<ulong>);
        Measure("1KiB-mixed-key", 128, new MixedSource().EachKey);
        Measure("64KiB", 8192, KernelRandom.Fill<ulong>);
        Measure("64KiB-mixed-key", 8192, new MixedSource().EachKey);
        Measure("hardware", 1, words => words[0] = MixedSource.Hardware());
        return 0;
    }

    // The best of several: what else a machine does only ever adds to it.
    private static void Measure(string name, int words, Draw draw)
    {
        var buffer = new ulong[words];
        int count = BudgetWords / words / (words == 1 ? 4 : 1);
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++)
            {
                draw(buffer);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / count);
        }

        Report.Line($"{name}-ns", best.ToString("F1", CultureInfo.InvariantCulture));
    }
}
