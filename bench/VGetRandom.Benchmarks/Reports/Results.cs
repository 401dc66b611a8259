using System.Text.Json;

namespace VGetRandom.Benchmarks.Reports;

/// <summary>Everything that one run measured, and on what machine.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Fills">Buffers filled.</param>
/// <param name="Values">Single values drawn.</param>
/// <param name="StartUps">Processes started.</param>
/// <param name="LeftOut">What could not be measured.</param>
internal sealed record Results(
    IReadOnlyList<Fact> Machine,
    IReadOnlyList<FillResult> Fills,
    IReadOnlyList<ValueResult> Values,
    IReadOnlyList<StartUpResult> StartUps,
    IReadOnlyList<Fact> LeftOut)
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    /// <summary>Every size that was measured, the smallest first.</summary>
    public IReadOnlyList<int> Sizes =>
        [.. Fills.Select(fill => fill.SizeBytes).Distinct().Order()];

    /// <summary>Every source that was measured, in the order of the results.</summary>
    public IReadOnlyList<string> Sources => [.. Fills.Select(fill => fill.Source).Distinct()];

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Results Load(string file) =>
        JsonSerializer.Deserialize<Results>(File.ReadAllText(file), s_options)
            ?? throw new InvalidDataException($"{file} has no results.");

    public void Save(string file) =>
        File.WriteAllText(file, JsonSerializer.Serialize(this, s_options) + "\n");

    /// <summary>How long one request of one thread took, or null if that is unknown.</summary>
    public double? RequestNs(string source, int sizeBytes, int threads) => Fills
        .FirstOrDefault(fill =>
            fill.Source == source && fill.SizeBytes == sizeBytes && fill.Threads == threads)
        ?.RequestNs;

    /// <summary>How much all threads together fill, in 10^9 bytes per second.</summary>
    public double? GigabytesPerSecond(string source, int sizeBytes, int threads) =>
        threads * (double)sizeBytes / RequestNs(source, sizeBytes, threads);

    /// <summary>How many times as much two threads fill as one does.</summary>
    public double? Scaling(string source, int sizeBytes) =>
        2 * RequestNs(source, sizeBytes, 1) / RequestNs(source, sizeBytes, 2);
}

internal sealed record Fact(string Name, string Text);

/// <summary>A buffer of one size that one source filled.</summary>
/// <param name="Source">The source.</param>
/// <param name="SizeBytes">The size.</param>
/// <param name="Threads">How many threads filled buffers at the same time.</param>
/// <param name="RequestNs">The median time of one request of one thread.</param>
internal sealed record FillResult(string Source, int SizeBytes, int Threads, double RequestNs);

/// <summary>A value that was drawn.</summary>
/// <param name="Kind">The kind of value. Others of the kind are compared with its first
/// result.</param>
/// <param name="Name">What drew it.</param>
/// <param name="Ns">The median time.</param>
/// <param name="AllocatedBytes">How much one call allocates on the managed heap.</param>
internal sealed record ValueResult(string Kind, string Name, double Ns, double AllocatedBytes);

/// <summary>A process that was started.</summary>
/// <param name="Name">The process.</param>
/// <param name="FirstByteMs">The median time until its first byte arrived.</param>
/// <param name="EndMs">The median time until it ended.</param>
internal sealed record StartUpResult(string Name, double FirstByteMs, double EndMs);
