using System.Globalization;
using System.Text;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Watch;

/// <summary>Samples as lines on standard output, for as long as somebody reads them.</summary>
internal static class WatchLines
{
    private const string Gap = "  ";

    // With fewer, a number and its name would have a line each. With more, a line fits.
    private const int FewestColumns = 20;
    private const int MostColumns = 150;

    /// <exception cref="IOException">They cannot be written.</exception>
    public static void Write(TimeSpan interval, long count, Func<WatchSample, string> format)
    {
        using var sink = ByteSink.Open(null);
        using var sampler = new WatchSampler(interval);
        for (long i = 0; i < count; i++)
        {
            if (!sink.Write(Encoding.UTF8.GetBytes($"{format(sampler.WaitForNext())}\n")))
            {
                return;
            }
        }
    }

    /// <summary>The same for a person.</summary>
    public static void WriteText(TimeSpan interval, long count)
    {
        bool isTold = false;
        Write(interval, count, sample =>
        {
            if (!isTold)
            {
                TellProblems(sample);
                isTold = true;
            }

            // A narrow terminal would break the line anywhere.
            string line = Line(sample);
            return Console.IsOutputRedirected
                || Console.WindowWidth is < FewestColumns or > MostColumns
                    ? line
                    : string.Join('\n', Wrapping.Join(line.Split(Gap), Console.WindowWidth));
        });
    }

    /// <summary>Numbers as people read them, and - for one that there is not.</summary>
    internal static string Text(double? value, string form) =>
        value?.ToString(form, CultureInfo.InvariantCulture) ?? "-";

    private static void TellProblems(WatchSample sample)
    {
        Tell("The generation is not readable", sample.GenerationProblem);
        Tell("No droppable pages are watched", sample.DroppableProblem);
        Tell("The backend is not measured", sample.BackendProblem);
        Tell("getrandom(2) is not measured", sample.GetrandomProblem);
    }

    private static void Tell(string what, string? problem)
    {
        if (problem is not null)
        {
            Complaint.Write($"{what}: {problem}");
        }
    }

    private static string Line(WatchSample sample) => string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Time.ToLocalTime():HH:mm:ss}  "
            + $"generation {Text(sample.Generation, "F0")}  "
            + $"reseeds {Text(sample.Reseeds, "F0")}  "
            + $"forks {Text(sample.MachineForks, "F0")}  "
            + $"dropped {Text(sample.DroppedPages, "F0")}/{sample.DroppablePages}  "
            + $"{sample.Backend} {Text(sample.BackendNs, "F1")} ns "
            + $"{Text(sample.BackendGbPerS, "F2")} GB/s  "
            + $"getrandom(2) {Text(sample.GetrandomNs, "F1")} ns "
            + $"{Text(sample.GetrandomGbPerS, "F2")} GB/s");
}
