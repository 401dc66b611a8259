namespace VGetRandom.Cli.Bench;

/// <summary>What one case came to.</summary>
/// <param name="Operation">What was made.</param>
/// <param name="Bytes">How many random bytes that takes.</param>
/// <param name="Source">Who made it.</param>
/// <param name="NsMedian">The median time of one request.</param>
/// <param name="RatioToSyscall">
/// How many times as fast as getrandom(2) with as many bytes; null where there is no such call.
/// </param>
internal sealed record BenchResult(
    string Operation, int Bytes, string Source, double NsMedian, double? RatioToSyscall)
{
    /// <summary>Puts each median beside that of the system call for as many bytes.</summary>
    public static IReadOnlyList<BenchResult> Of(
        IReadOnlyList<BenchCase> cases, IReadOnlyList<double> medians)
    {
        var results = new List<BenchResult>();
        for (int i = 0; i < cases.Count; i++)
        {
            int syscall = cases.ToList().FindIndex(
                other => other.IsSyscall && other.Bytes == cases[i].Bytes);
            results.Add(new(
                cases[i].Operation,
                cases[i].Bytes,
                cases[i].Source,
                Math.Round(medians[i], 2),
                syscall < 0 ? null : Math.Round(medians[syscall] / medians[i], 2)));
        }

        return results;
    }
}

/// <summary>Everything that <c>bench --json</c> writes.</summary>
internal sealed record BenchReport(
    IReadOnlyList<BenchResult> Results,
    IReadOnlyList<BenchMissing> Unavailable,
    string Backend,
    int VectorBits,
    string Kernel,
    string Runtime,
    string VgetrandomVersion);

/// <summary>A source that could not be measured.</summary>
internal sealed record BenchMissing(string Source, string Reason);
