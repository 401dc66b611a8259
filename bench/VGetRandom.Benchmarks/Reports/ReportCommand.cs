namespace VGetRandom.Benchmarks.Reports;

/// <summary>The command <c>report</c>: measures everything and writes it down.</summary>
internal static class ReportCommand
{
    public const string Name = "report";
    private const string DocumentFile = "BENCHMARKS.md";
    private const string ResultsFile = "results.json";

    /// <returns>0 when it is written; 1 when nothing could be measured; 2 for options that make
    /// no sense.</returns>
    public static int Run(string[] arguments)
    {
        if (ReportOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(ReportOptions.Usage);
            return 2;
        }

        string? documents = DocumentsFolder();
        bool isMeasured = options.From is null && !options.IsTrial;

        // BenchmarkDotNet builds a program for each benchmark, from the checkout around it. And a
        // trial's figures must not replace measured ones unasked.
        string? usual = options.IsTrial ? null : documents;
        if ((options.Folder ?? usual) is not { } folder || (isMeasured && documents is null))
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

        Write(results, folder);
        return 0;
    }

    /// <summary>Writes the document, its plots, and the results it can be written from again.
    /// </summary>
    internal static void Write(Results results, string folder)
    {
        string plots = Path.Combine(folder, Document.PlotsFolder);
        Directory.CreateDirectory(plots);
        results.Save(Path.Combine(plots, ResultsFile));
        Plots.Write(results, plots);

        string document = Path.Combine(folder, DocumentFile);
        string before = File.Exists(document) ? File.ReadAllText(document) : Document.Empty;
        File.WriteAllText(document, Document.Replace(before, Document.Text(results)));
        Console.WriteLine($"Written: {document} and {plots}");
    }

    private static string? DocumentsFolder()
    {
        string? folder = Environment.CurrentDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "VGetRandom.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder is null ? null : Path.Combine(folder, "docs");
    }
}
