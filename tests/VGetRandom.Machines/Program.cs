using System.Collections.Concurrent;
using VGetRandom.Machines;

// Arguments: the folder, with kernels.tsv and an image for each architecture (see tests/vm/run),
// and then the families to run, if not all.
string[] families = ["matrix", "waiting", "pressure", "fork", "openssl", "vmclock"];
if (args is not [var folder, .. var only] || only.Except(families).Any())
{
    Console.Error.WriteLine(
        $"usage: VGetRandom.Machines FOLDER [{string.Join('|', families)}]..");
    return 2;
}

IReadOnlyList<Kernel> kernels =
[
    .. Kernel.ReadAll(Path.Combine(folder, "kernels.tsv")).Where(kernel =>
        File.Exists(Path.Combine(folder, kernel.IsArm ? "arm64.cpio" : "x64.cpio"))),
];
var totals = new Totals();
var plan = new List<Func<Row>>();

// The longest first, so that none of them keeps one processor busy at the end.
foreach (Kernel kernel in kernels)
{
    Add("fork", kernel.LearnsOfForks, () => ForkPlan.Run(folder, kernel, totals));
}

foreach (Kernel kernel in kernels)
{
    foreach (int processors in ClockPlan.Machines(folder, kernel))
    {
        Add("vmclock", true, () => ClockPlan.Run(folder, kernel, processors, totals));
    }

    Add("vmclock", BoundPlan.IsPossible(folder, kernel), () => BoundPlan.Run(folder, kernel));
}

foreach (Kernel kernel in kernels)
{
    Add(
        "openssl",
        OpenSslPlan.IsPossible(folder, kernel),
        () => OpenSslPlan.Run(folder, kernel, totals));
}

foreach (Kernel kernel in kernels)
{
    string[] processors = kernel.IsArm ? ["neoverse-n1"] : ["qemu64", "Haswell"];
    foreach (string processor in processors)
    {
        Add("matrix", true, () => MatrixPlan.Run(folder, kernel, processor));
    }

    Add("waiting", !kernel.IsArm, () => WaitingPlan.Run(folder, kernel));
    Add("pressure", !kernel.IsArm && kernel.HasFunction, () => PressurePlan.Run(folder, kernel));
}

// One machine for each processor, because each keeps one busy.
var rows = new Row[plan.Count];
Parallel.ForEach(
    Partitioner.Create(Enumerable.Range(0, plan.Count), EnumerablePartitionerOptions.NoBuffering),
    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
    i => rows[i] = plan[i]());

Window.WriteTable(totals.Windows);
Console.WriteLine();
if (!totals.Repeats.IsEmpty)
{
    Repeats.WriteTable(totals.Repeats);
    foreach ((string generator, string limits) in totals.OpenSslLimits.OrderBy(pair => pair.Key))
    {
        Console.WriteLine($"{generator}: reseeds after {limits}");
    }

    Console.WriteLine();
}

if (!totals.Clocks.IsEmpty)
{
    ClockRepeats.WriteTable(totals.Clocks);
    Console.WriteLine();
}

Row.WriteTable(rows);
foreach (Row row in rows)
{
    foreach (string violation in row.Checks.Violations)
    {
        Console.WriteLine($"{row.Kernel.Name} {row.Processor} {row.Test}: {violation}");
    }
}

Console.WriteLine(totals);
if (!totals.Repeats.IsEmpty)
{
    Console.WriteLine(totals.OfOpenSsl);
}

if (!totals.Clocks.IsEmpty)
{
    Console.WriteLine(ClockRepeats.Sum(totals.Clocks));
}

return rows.Any(row => row.Checks.Violations.Count > 0) ? 1 : 0;

void Add(string name, bool isPossible, Func<Row> run)
{
    if (isPossible && (only.Length == 0 || only.Contains(name)))
    {
        plan.Add(run);
    }
}
