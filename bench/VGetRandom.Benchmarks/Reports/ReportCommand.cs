namespace VGetRandom.Benchmarks.Reports;

/// <summary>The command <c>report</c>: measures everything and writes it down.</summary>
internal static class ReportCommand
{
    public const string Name = "report";
    private const string DocumentFile = "BENCHMARKS.md";
    private const string ResultsFile = "results.json";

    /// <returns>0 when it is written; 2 for options that make no sense.</returns>
    public static int Run(string[] arguments)
    {
        if (ReportOptions.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(ReportOptions.Usage);
            return 2;
        }

        if ((options.Folder ?? DocumentsFolder()) is not { } folder)
        {
            Console.Error.WriteLine("This is no checkout: name a folder with --folder.");
            return 2;
        }

        Results results = options.From is { } file
            ? Results.Load(file)
            : new Measurement(options.IsTrial, options.Command).Run();
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
