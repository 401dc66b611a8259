using System.CommandLine;
using Spectre.Console;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Selftest;

/// <summary><c>vgetrandom selftest</c>: checks the promises on this machine.</summary>
internal static class SelftestCommand
{
    public const string Notes = """
        One line a check, as soon as it is made: ok, skipped (it cannot be made here, which says
        nothing for or against) or FAILED. What a kernel does not have or a sandbox forbids is
        skipped, with the reason; so are the kernel's checks on a system that is not Linux.

        Checks:
          backend              this process's requests are served: VGETRANDOM_BACKEND, if it is set,
                               names a backend that is available
          chacha20             the block function in every width: published vectors, random keys
          oracle               our algorithm against this kernel's own machine code, run in a
                               private copy: every byte, and the state after every request
          droppable memory     the kernel really drops a page of states when told to
          reseed               after the generation moved, nothing of the old batch is served, and
                               nothing that the old key makes
          kernel reseed        the kernel, told to reseed, moves its generation (for root)
          BACKEND requests     each backend here: requests of all sizes write every byte and no
                               other, and none comes twice
          BACKEND fork         each backend here: parent and child of a fork draw different bytes

        JSON: one object with passed and checks, a list of name, result (ok, skipped or failed)
        and detail.

        Exit codes:
          0  no check failed     1  one did

        Examples:
          vgetrandom selftest
          vgetrandom selftest --json | jq -r '.checks[] | select(.result != "ok") | .name'
        """;

    public static Command Create()
    {
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object, for scripts.",
        };
        var command = new Command(
            "selftest", "Check the promises on this machine, one line each.")
        {
            json,
        };
        command.SetAction(parsed =>
        {
            bool isJson = parsed.GetValue(json);
            var lines = new List<SelftestLine>();
            foreach ((string name, Finding finding) in Checks.Run())
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
