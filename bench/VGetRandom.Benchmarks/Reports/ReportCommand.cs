namespace VGetRandom.Benchmarks.Reports;

/// <summary>The command <c>report</c> measures everything and writes the report.</summary>
internal static class ReportCommand
{
    public const string Name = "report";
    private const string DocumentFile = "BENCHMARKS.md";
    private const string ResultsFile = "results.json";
    private const string PlotsProject = "bench/VGetRandom.Plots";

    /// <returns>0 if the report is written; 1 if nothing could be measured or the plots could not
    /// be drawn; 2 for options that make no sense.</returns>
    public static int Run(string[] arguments)
    {
        if (ReportOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(ReportOptions.Usage);
            return 2;
        }

        string? checkout = Checkout();
        bool isMeasured = options.From is null && !options.IsTrial;

        // BenchmarkDotNet builds a program for each benchmark from the checkout around it. A
        // trial's figures must not replace measured ones unless somebody asks for that.
        string? usual =
            options.IsTrial || checkout is null ? null : Path.Combine(checkout, "docs");
        if ((options.Folder ?? usual) is not { } folder || (isMeasured && checkout is null))
        {
            Console.Error.WriteLine("Run this inside the checkout, or --short with --folder.");
            return 2;
        }

        Results results = options.From is { } file
            ? Results.Load(file)
            : new Measurement(options.IsTrial, options.Command).Run();
        if (results.Fills.Count == 0)
        {
            Console.Error.WriteLine("No benchmark could be run. What they printed says why.");
            return 1;
        }

        string plots = Path.Combine(folder, Document.PlotsFolder);
        string saved = Path.Combine(plots, ResultsFile);
        Directory.CreateDirectory(plots);
        results.Save(saved);

        string document = Path.Combine(folder, DocumentFile);
        string before = File.Exists(document) ? File.ReadAllText(document) : Document.Empty;
        File.WriteAllText(document, Document.Replace(before, Document.Text(results)));
        Console.WriteLine($"Written: {document} and {saved}");
        return Draw(checkout, saved, plots) ? 0 : 1;
    }

    /// <summary>Runs the project that draws the plots, or says how to.</summary>
    /// <remarks>This project does not reference that one, so it builds without that one's
    /// packages.</remarks>
    /// <returns>Whether the plots are drawn, or left out because there is no checkout.</returns>
    private static bool Draw(string? checkout, string results, string folder)
    {
        string[] arguments =
        [
            "run", "-c", "Release", "--project", Path.Combine(checkout ?? "", PlotsProject), "--",
            Path.GetFullPath(results), Path.GetFullPath(folder),
        ];
        string command = $"dotnet {string.Join(' ', arguments)}";
        if (checkout is null)
        {
            Console.WriteLine($"The plots are drawn in the checkout, by: {command}");
            return true;
        }

        if (ProgramOutput.Of("dotnet", arguments) is not { } printed)
        {
            Console.Error.WriteLine($"The plots could not be drawn. This says why: {command}");
            return false;
        }

        Console.WriteLine(printed);
        return true;
    }

    private static string? Checkout()
    {
        string? folder = Environment.CurrentDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "VGetRandom.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
