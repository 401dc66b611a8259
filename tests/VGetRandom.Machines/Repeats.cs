using System.Globalization;

namespace VGetRandom.Machines;

/// <summary>How many outputs that a program drew after the notice are the same in two
/// clones.</summary>
/// <param name="Order">The place in the table.</param>
/// <param name="What">Whose outputs these are.</param>
/// <param name="Drawn">How many each clone drew, both without the provider and with it.</param>
/// <param name="Without">How many were repeated with OpenSSL's own generator.</param>
/// <param name="With">How many were repeated with the provider in its place.</param>
internal sealed record Repeats(int Order, string What, int Drawn, int Without, int With)
{
    /// <summary>How many outputs of both clones occur a second time.</summary>
    public static int Count(string[] one, string[] other) =>
        one.Length + other.Length - one.Concat(other).Distinct().Count();

    /// <summary>Writes the sums over all kernels.</summary>
    public static void WriteTable(IEnumerable<Repeats> all)
    {
        const string Format = "{0,-44} {1,6} {2,8} {3,8}";
        Line(Format, "repeated in two clones after the notice", "drawn", "without", "with");
        foreach (IGrouping<int, Repeats> found in all.GroupBy(r => r.Order).OrderBy(g => g.Key))
        {
            Line(
                Format,
                found.First().What,
                found.Sum(r => r.Drawn),
                found.Sum(r => r.Without),
                found.Sum(r => r.With));
        }
    }

    private static void Line(string format, params object[] values) =>
        Console.WriteLine(string.Format(CultureInfo.InvariantCulture, format, values));
}
