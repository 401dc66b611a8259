using VGetRandom.Benchmarks.Reports;
using VGetRandom.Plots;

// Exit codes: 0 drawn; 1 drawn, but without some of the texts; 2 wrong usage.
if (args is not [var results, var folder])
{
    Console.Error.WriteLine("usage: VGetRandom.Plots RESULTS.json FOLDER");
    return 2;
}

return Drawing.Write(Results.Load(results), folder) ? 0 : 1;
