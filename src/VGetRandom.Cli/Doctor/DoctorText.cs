using System.Globalization;
using Spectre.Console;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Doctor;

/// <summary>The report for a person: one line an item.</summary>
internal static class DoctorText
{
    public static void Write(DoctorReport report, TextWriter output) =>
        ConsoleText.Write(Lay(report), output);

    private static Grid Lay(DoctorReport report)
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 2, 0) })
            .AddColumn(new GridColumn { Padding = new Padding(0) });
        AddDecision(grid, report);
        AddVdso(grid, report);
        AddOpenSsl(grid, report);
        AddMachine(grid, report);
        return grid;
    }

    private static void AddDecision(Grid grid, DoctorReport report)
    {
        Add(grid, "backend", report.Backend, report.IsServed ? Color.Green : Color.Red);
        Add(grid, "reason", report.Reason);
        Add(grid, "fallback", report.Fallback ?? "none in use");
        Add(grid, "machine forks", report.MachineForks
            + (report.MachineForkLookNs is { } ns
                ? string.Create(CultureInfo.InvariantCulture, $" A look takes {ns:F1} ns.")
                : ""));
        Add(grid, "kernel RNG ready", report.RngState);
    }

    private static void AddVdso(Grid grid, DoctorReport report)
    {
        if (report.Vdso is { } vdso)
        {
            Add(grid, "vDSO function",
                $"{vdso.Symbol} (version {vdso.Version}) at {vdso.FunctionAddress}");
            Add(grid, "vDSO image", $"at {vdso.ImageAddress}");
            Add(grid, "state size", $"{vdso.StateSize} bytes");
            Add(grid, "state memory",
                $"mmap prot 0x{vdso.MmapProt:x}, flags 0x{vdso.MmapFlags:x}");
        }
        else
        {
            Add(grid, "vDSO function", $"none: {report.VdsoProblem}");
        }

        Add(grid, "managed backend", report.ManagedProblem is { } problem
            ? $"not available: {problem}"
            : "available to those who ask for it");
        string droppable = report.DroppableMemory ? "yes" : "no";
        Add(grid, "droppable memory", $"{droppable}: {report.DroppableMemoryReason}");
    }

    private static void AddOpenSsl(Grid grid, DoctorReport report)
    {
        if (report.Openssl is { } found)
        {
            Add(grid, "OpenSSL", found.Version);
            Add(grid, "OpenSSL's RAND",
                $"{found.Generator ?? "no generator"}: {found.Reason}",
                found.Generator is null ? Color.Red : null);
        }
        else
        {
            Add(grid, "OpenSSL", $"none: {report.OpensslProblem}");
        }
    }

    private static void AddMachine(Grid grid, DoctorReport report)
    {
        Add(grid, "vector width",
            report.VectorBits == 0 ? "no fast vectors" : $"{report.VectorBits} bits");
        Add(grid, "page size", $"{report.PageSize} bytes");
        Add(grid, "kernel", report.Kernel);
        Add(grid, "architecture", report.Architecture);
        Add(grid, "OS", report.Os);
        Add(grid, "runtime", report.Runtime);
        Add(grid, "vgetrandom", report.VgetrandomVersion);
    }

    // Text, not markup: a reason may hold square brackets.
    private static void Add(Grid grid, string name, string value, Color? color = null) =>
        grid.AddRow(
            new Text(name, new Style(decoration: Decoration.Dim)),
            new BoundText(value, new Style(color)));
}
