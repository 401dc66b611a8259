using System.CommandLine;
using Spectre.Console;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Bench;

/// <summary><c>vgetrandom bench</c>: how fast it is on this machine.</summary>
internal static class BenchCommand
{
    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            The command measures for about ten seconds on one thread, taking the sources in turn,
            and shows the median time of one request. Run it on a quiet machine, and trust the
            ratios more than the times.
            """,
        ],
        Sections =
        [
            new("Operations", "",
                new("fill",
                    """
                    Every backend that is available here, the system call alone, and .NET's
                    RandomNumberGenerator fill a buffer.
                    """),
                new("number", "KernelRandom.GetInt32 and RandomNumberGenerator.GetInt32."),
                new("uuid", "KernelRandom.NewGuid and Guid.NewGuid.")),
            new("JSON",
                "--json writes one object. Names stay as they are; new ones may be added.",
                new("results",
                    """
                    A list of operation, bytes, source, ns_median (the median time of one request in
                    nanoseconds) and ratio_to_syscall (how many times as fast as getrandom(2) of as
                    many bytes; null where there is no such call).
                    """),
                new("unavailable", "A list of source and reason: what cannot be measured here."),
                new("backend", "The backend that KernelRandom uses in this process."),
                new("kernel, runtime, vector_bits, vgetrandom_version",
                    "Where the figures were measured.")),
        ],
        Examples =
        [
            new("vgetrandom bench", "A table."),
            new("vgetrandom bench --json | jq -c '.results[]'", "One result per line."),
        ],
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object, for scripts.",
        };
        var command = new Command(
            "bench", "Measure every backend here against getrandom(2) and .NET's own.")
        {
            json,
        };
        command.SetAction(parsed =>
        {
            BenchReport report = Measure();
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                output.WriteLine(BenchJson.Write(report));
            }
            else
            {
                BenchText.Write(report, output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static BenchReport Measure()
    {
        // First of all: where the backend that is demanded is not available, that is the answer.
        Span<byte> one = stackalloc byte[1];
        KernelRandom.Fill(one);

        using var cases = new BenchCases();
        double[] medians = [];
        if (ProgressBar.IsSeen)
        {
            ProgressBar.Show(
                BenchRun.StepsFor(cases.All.Count),
                [new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn()],
                report => medians = BenchRun.Measure(cases.All, () => report(1)));
        }
        else
        {
            medians = BenchRun.Measure(cases.All, () => { });
        }

        return new(
            BenchResult.Of(cases.All, medians),
            cases.Missing,
            KernelRandom.Backend.Name,
            ThisMachine.VectorBits,
            ThisMachine.Kernel,
            ThisMachine.Runtime,
            ThisMachine.OwnVersion);
    }
}
