using System.Globalization;

namespace VGetRandom.Benchmarks.Goals;

/// <summary>A promise that this library makes about its speed, and what was measured.</summary>
/// <param name="Text">The promise.</param>
/// <param name="Limit">The promised number.</param>
/// <param name="IsAtLeast">Whether the limit is a minimum rather than a maximum.</param>
/// <param name="Unit">The unit after the numbers.</param>
/// <param name="Rounds">The number that each round measured; empty if none could.</param>
internal sealed record Goal(
    string Text, double Limit, bool IsAtLeast, string Unit, IReadOnlyList<double> Rounds)
{
    public double Median => Rounds.Order().ElementAt(Rounds.Count / 2);

    /// <summary>Whether the goal is met, or null if it was not measured.</summary>
    public bool? IsMet => Rounds.Count == 0
        ? null
        : IsAtLeast ? Median >= Limit : Median <= Limit;

    /// <summary>Returns a row of a Markdown table.</summary>
    public string ToRow()
    {
        string limit = $"{(IsAtLeast ? "at least" : "at most")} {Show(Limit)}";
        string measured = Rounds.Count == 0
            ? "not measured"
            : $"{Show(Median)} ({Show(Rounds.Min())} to {Show(Rounds.Max())})";
        string verdict = IsMet switch
        {
            true => "met",
            false => "NOT MET",
            null => "unknown",
        };
        return $"| {Text} | {limit} | {measured} | {verdict} |";
    }

    private string Show(double number) =>
        number.ToString("0.##", CultureInfo.InvariantCulture) + Unit;
}
