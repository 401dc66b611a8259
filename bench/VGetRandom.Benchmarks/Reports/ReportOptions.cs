namespace VGetRandom.Benchmarks.Reports;

/// <summary>What the command line says about a report.</summary>
/// <param name="IsTrial">Whether the run only shows that everything works.</param>
/// <param name="Folder">The folder of the document and its plots; null for the checkout's
/// docs.</param>
/// <param name="From">A file of results to write the document from; null to measure.</param>
/// <param name="Command">The path of the <c>vgetrandom</c> command, or null.</param>
internal sealed record ReportOptions(
    bool IsTrial = false, string? Folder = null, string? From = null, string? Command = null)
{
    public const string CommandOption = "--command";

    public const string Usage =
        "report [--short] [--folder FOLDER] [--from RESULTS.json] [--command VGETRANDOM]";

    /// <returns>The options, or null if they make no sense.</returns>
    public static ReportOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new ReportOptions();
        while (arguments.Length > 0)
        {
            ReportOptions? more = arguments switch
            {
                ["--short", ..] => options with { IsTrial = true },
                ["--folder", var folder, ..] => options with { Folder = folder },
                ["--from", var file, ..] => options with { From = file },
                [CommandOption, var file, ..] => options with { Command = file },
                _ => null,
            };
            if (more is null)
            {
                return null;
            }

            arguments = arguments[(arguments[0] == "--short" ? 1 : 2)..];
            options = more;
        }

        return options;
    }
}
