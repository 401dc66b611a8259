using System.Diagnostics;
using VGetRandom.Selection;

namespace VGetRandom.Cli.Doctor;

/// <summary>What a request's last look at the counter of forks costs here.</summary>
/// <remarks>A hypervisor may give the page in memory that no cache holds, and then it is a thousand
/// times as much as elsewhere.</remarks>
internal static class ForkLook
{
    private const int Looks = 1000;

    /// <summary>Measures it, in nanoseconds.</summary>
    public static double MeasureNs()
    {
        double least = double.MaxValue;
        for (int round = 0; round < 3; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Looks; i++)
            {
                _ = ProcessBackend.Forks.IsKnown(out _);
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Looks);
        }

        return Math.Round(least, 1);
    }
}
