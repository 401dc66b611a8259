namespace VGetRandom.Machines;

/// <summary>The result of one machine, or of a family of clones.</summary>
internal sealed record Row(
    Kernel Kernel,
    string Processor,
    string Test,
    string Backend,
    Checks Checks,
    double Seconds)
{
    public string Verdict => Checks.Violations.Count == 0 ? "ok" : "FAILED";

    public static void WriteTable(IEnumerable<Row> rows)
    {
        const string Format = "{0,-8} {1,-6} {2,-15} {3,-10} {4,-20} {5,6} {6,8:F1} {7}";
        Line(Format, "kernel", "arch", "processor", "test", "backend", "checks", "seconds", "");
        foreach (Row row in rows)
        {
            Line(
                Format,
                row.Kernel.Name,
                row.Kernel.Architecture,
                row.Processor,
                row.Test,
                row.Backend,
                row.Checks.Count,
                row.Seconds,
                row.Verdict);
        }
    }

    private static void Line(string format, params object[] values) => Console.WriteLine(
        string.Format(System.Globalization.CultureInfo.InvariantCulture, format, values).TrimEnd());
}
