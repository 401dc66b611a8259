using System.CommandLine;
using Spectre.Console;
using VGetRandom.Cli.Help;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Selftest;

/// <summary><c>vgetrandom selftest</c>: checks the promises on this machine.</summary>
internal static class SelftestCommand
{
    public static Topic Topic => new()
    {
        Paragraphs =
        [
            """
            Each check is a line: ok, skipped or FAILED. A check is skipped, with the reason, where
            the kernel lacks what it needs or a sandbox forbids it; that says nothing for or
            against. On a system that is not Linux all checks of the kernel are skipped. The
            command ends with 0 if no check failed, and with 1 if one did.
            """,
        ],
        Sections =
        [
            new("Checks", "",
                new("backend",
                    """
                    The library serves this process's requests; VGETRANDOM_BACKEND, if it is set,
                    names a backend that is available.
                    """),
                new("chacha20",
                    """
                    At every width the block function reproduces the published test vectors, and
                    agrees with the plain version on random keys.
                    """),
                new("oracle",
                    """
                    Our algorithm produces the same bytes as this kernel's own machine code, run in
                    a private copy, and leaves the same state after every request.
                    """),
                new("droppable memory", "The kernel really drops a page of states when told to."),
                new("reseed",
                    """
                    After the generation has changed, the library returns no byte of the old batch,
                    and none made from the old key.
                    """),
                new("kernel reseed",
                    "The kernel, told to reseed, moves its generation. Only with --reseed."),
                new("BACKEND requests",
                    """
                    For each backend here: requests of all sizes write every byte and no other, and
                    no output comes twice.
                    """),
                new("BACKEND fork",
                    "For each backend here: parent and child of a fork draw different bytes.")),
            new("JSON",
                """
                --json writes one object with passed and checks, a list of name, result (ok, skipped
                or failed) and detail.
                """),
        ],
        Examples =
        [
            new("vgetrandom selftest", "All checks but the kernel's reseed."),
            new("sudo vgetrandom selftest --reseed", "All checks, including that one."),
            new("vgetrandom selftest --json | jq .passed", "For a script."),
        ],
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object, for scripts.",
        };
        var reseed = new Option<bool>("--reseed")
        {
            Description = "Also make the kernel reseed; only root may do that.",
        };
        var command = new Command(
            "selftest", "Check the promises on this machine, one line each.")
        {
            json, reseed,
        };
        command.SetAction(parsed =>
        {
            bool isJson = parsed.GetValue(json);
            var lines = new List<SelftestLine>();
            foreach ((string name, Finding finding) in Checks.Run(parsed.GetValue(reseed)))
            {
                string result =
                    finding.Outcome == Outcome.Failed && !isJson
                        ? "FAILED"
                        : finding.Outcome.ToString().ToLowerInvariant();
                lines.Add(new(name, result, finding.Detail));
                if (!isJson)
                {
                    WriteLine(lines[^1], finding.Outcome);
                }
            }

            bool passed = lines.All(line =>
                !line.Result.Equals(nameof(Outcome.Failed), StringComparison.OrdinalIgnoreCase));
            if (isJson)
            {
                parsed.InvocationConfiguration.Output.WriteLine(
                    SelftestJson.Write(new(passed, lines)));
            }

            return passed ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    // At once: some take a second, and who waits sees where it stands.
    private static void WriteLine(SelftestLine line, Outcome outcome)
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Width = 7 })
            .AddColumn(new GridColumn { NoWrap = true, Width = 17 })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        Color? color = outcome switch
        {
            Outcome.Ok => Color.Green,
            Outcome.Failed => Color.Red,
            _ => null,
        };
        grid.AddRow(
            new Text(line.Result, new Style(color)), new Text(line.Name),
            new BoundText(line.Detail));
        using var text = new StringWriter();
        ConsoleText.Write(grid, text);
        StandardOutput.Write(text.ToString());
    }
}
