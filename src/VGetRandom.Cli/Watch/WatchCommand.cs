using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Values;

namespace VGetRandom.Cli.Watch;

/// <summary><c>vgetrandom watch</c>: shows what the kernel's generator does, until Ctrl+C.
/// </summary>
internal static class WatchCommand
{
    private const double MinSeconds = 0.1;
    private const double MaxSeconds = 3600;

    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            The command shows the kernel's generation, which changes with every reseed; how often
            the kernel has dropped one of 64 droppable pages; and how fast random bytes are
            produced, measured in four short bursts at every interval. On a terminal it draws the
            view in place. Elsewhere it writes a line at every interval, and says once, on standard
            error, what it cannot watch.
            """,
        ],
        Sections =
        [
            new("JSON",
                """
                --json writes one object per line. Names stay as they are; new ones may be added.
                """,
                new("time", "When, in UTC."),
                new("seconds", "Seconds since the start."),
                new("backend", "What serves requests."),
                new("generation", "The kernel's generation, or null."),
                new("generation_problem", "Why it is null, or null."),
                new("reseeds", "How many reseeds the command has seen since the start."),
                new("seconds_since_reseed", "Seconds since the last of them, or null."),
                new("mean_reseed_seconds",
                    "Mean seconds between reseeds, or null until two have been seen."),
                new("machine_forks",
                    "How many forks of this virtual machine the command has seen, or null."),
                new("machine_forks_problem", "Why it is null, or null."),
                new("droppable_pages", "How many pages the command watches."),
                new("dropped_pages", "How often the kernel dropped one of them since the start."),
                new("droppable_problem", "Why it watches none, or null."),
                new("backend_ns", "Nanoseconds for 4 bytes from the backend."),
                new("backend_gb_per_s",
                    "Speed in requests of 64 KiB, in 10^9 bytes a second."),
                new("backend_problem", "Why these two are null, or null."),
                new("getrandom_ns, getrandom_gb_per_s, getrandom_problem",
                    "The same for getrandom(2), the system call.")),
        ],
        Examples =
        [
            new("vgetrandom watch", "Until Ctrl+C."),
            new("vgetrandom watch --interval 10 --count 6", "For a minute."),
            new("vgetrandom watch --json | jq .generation", "For a script."),
        ],
    };

    public static Command Create()
    {
        var interval = new Option<double>("--interval", "-i")
        {
            Description = "Seconds from one look to the next, 0.1 to 3600.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 1,
            CustomParser = ParseInterval,
        };
        var count = new Option<long?>("--count", "-n")
        {
            Description = $"How many times to look; by default until Ctrl+C. {ItemCount.Units}",
            HelpName = "COUNT",
            CustomParser = result => ItemCount.Parse(result),
        };
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object per line, for scripts.",
        };
        var command = new Command(
            "watch", "Show the kernel's reseeds, dropped pages and speed as they happen.")
        {
            interval, count, json,
        };
        command.SetAction(parsed =>
        {
            long wanted = parsed.GetValue(count) ?? long.MaxValue;
            var every = TimeSpan.FromSeconds(parsed.GetValue(interval));
            if (parsed.GetValue(json))
            {
                WatchLines.Write(every, wanted, WatchJson.Write);
            }
            else if (Console.IsOutputRedirected || !WatchView.TryShow(every, wanted))
            {
                WatchLines.WriteText(every, wanted);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static double ParseInterval(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!double.TryParse(
                text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out double seconds)
            || seconds is not (>= MinSeconds and <= MaxSeconds))
        {
            result.AddError($"SECONDS is a number from 0.1 to 3600; '{text}' is not.");
        }

        return seconds;
    }
}
