using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using VGetRandom.Cli.Values;

namespace VGetRandom.Cli.Watch;

/// <summary><c>vgetrandom watch</c>: shows what the kernel's generator does, until Ctrl+C.
/// </summary>
internal static class WatchCommand
{
    public const string Notes = """
        Shows the kernel's generation, which changes with every reseed; how many of 64 droppable
        pages the kernel has dropped; and how fast random bytes come, measured in four short bursts
        at every interval. On a terminal the view is drawn in place. Elsewhere every interval is a
        line, and what cannot be watched is told once, on standard error.

        JSON: one object a line. Names stay as they are; new ones may be added.
          time                   when, in UTC
          seconds                since the start; so are all that follow with the word
          backend                what serves requests
          generation             of the kernel, or null
          generation_problem     why it is null, or null
          reseeds                how many were seen since the start
          seconds_since_reseed   since the last of them, or null
          mean_reseed_seconds    from one to the next, or null while there were not two
          machine_forks          how many forks of this virtual machine were seen, or null
          machine_forks_problem  why it is null, or null
          droppable_pages        how many are watched
          dropped_pages          how often one of them was dropped since the start
          droppable_problem      why none are watched, or null
          backend_ns             for 4 bytes from the backend, in nanoseconds
          backend_gb_per_s       in requests of 64 KiB, in 10^9 bytes a second
          backend_problem        why these two are null, or null
          getrandom_ns, getrandom_gb_per_s, getrandom_problem
                                 the same for getrandom(2), the system call

        Examples:
          vgetrandom watch
          vgetrandom watch --interval 10 --count 6          for a minute
          vgetrandom watch --json | jq .generation
        """;

    private const double MinSeconds = 0.1;
    private const double MaxSeconds = 3600;

    public static Command Create()
    {
        var interval = new Option<double>("--interval", "-i")
        {
            Description = "How often to look, 0.1 to 3600.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 1,
            CustomParser = ParseInterval,
        };
        var count = new Option<long?>("--count", "-n")
        {
            Description = "How many times; for ever unless told otherwise.",
            HelpName = "COUNT",
            CustomParser = result => ItemCount.Parse(result),
        };
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object a line, for scripts.",
        };
        var command = new Command(
            "watch", "Show the kernel's reseeds, drops and speed as they happen, until Ctrl+C.")
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
