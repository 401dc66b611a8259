using VGetRandom.Machines;

// The folder has kernels.tsv and an image for each architecture; see tests/vm/run.
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: VGetRandom.Machines FOLDER");
    return 2;
}

IReadOnlyList<Kernel> kernels =
[
    .. Kernel.ReadAll(Path.Combine(folder, "kernels.tsv")).Where(kernel =>
        File.Exists(Path.Combine(folder, kernel.IsArm ? "arm64.cpio" : "x64.cpio"))),
];
var plan = new List<Func<Row>>();
foreach (Kernel kernel in kernels)
{
    string[] processors = kernel.IsArm ? ["neoverse-n1"] : ["qemu64", "Haswell"];
    plan.AddRange(processors.Select<string, Func<Row>>(
        processor => () => MatrixPlan.Run(folder, kernel, processor)));
    if (!kernel.IsArm)
    {
        plan.Add(() => WaitingPlan.Run(folder, kernel));
    }

    if (!kernel.IsArm && kernel.HasFunction)
    {
        plan.Add(() => PressurePlan.Run(folder, kernel));
    }
}

// As many at once as there are processors: each machine keeps one busy.
var rows = new Row[plan.Count];
Parallel.For(
    0,
    plan.Count,
    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
    i => rows[i] = plan[i]());

Row.WriteTable(rows);
foreach (Row row in rows)
{
    foreach (string violation in row.Checks.Violations)
    {
        Console.WriteLine($"{row.Kernel.Name} {row.Processor} {row.Test}: {violation}");
    }
}

return rows.Any(row => row.Checks.Violations.Count > 0) ? 1 : 0;
