using System.Globalization;

namespace VGetRandom.Benchmarks.FirstCall;

/// <summary>What one fresh process measured about its first request.</summary>
/// <param name="ElapsedNs">The time from before the first request to after it.</param>
/// <param name="JitNs">The part of that time that the JIT took.</param>
/// <param name="JitMethods">How many methods the JIT compiled for it.</param>
/// <param name="OwnWorkNs">The time of another whole start with everything compiled (find the
/// function, probe, map memory, lease a state, draw a number); 0 if the process measured something
/// else.</param>
internal readonly record struct FirstCallSample(
    long ElapsedNs, long JitNs, long JitMethods, long OwnWorkNs)
{
    /// <summary>Reads what <see cref="ToLine"/> wrote.</summary>
    public static FirstCallSample Parse(string line)
    {
        string[] numbers = line.Split(' ');
        return new(Number(0), Number(1), Number(2), Number(3));

        long Number(int index) => long.Parse(numbers[index], CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the median of each number separately.</summary>
    public static FirstCallSample Median(IReadOnlyCollection<FirstCallSample> samples) => new(
        Median(samples.Select(sample => sample.ElapsedNs)),
        Median(samples.Select(sample => sample.JitNs)),
        Median(samples.Select(sample => sample.JitMethods)),
        Median(samples.Select(sample => sample.OwnWorkNs)));

    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture, $"{ElapsedNs} {JitNs} {JitMethods} {OwnWorkNs}");

    private static long Median(IEnumerable<long> numbers)
    {
        long[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }
}
