using System.Globalization;

namespace VGetRandom.Machines;

/// <summary>How much of what a program draws after the notice is the same in two clones.</summary>
/// <param name="Order">The place in the table.</param>
/// <param name="What">Whose outputs.</param>
/// <param name="Drawn">How many each clone drew, without the provider and with it.</param>
/// <param name="Without">How many of them were repeated with OpenSSL's own generator.</param>
/// <param name="With">How many with the provider in its place.</param>
internal sealed record Repeats(int Order, string What, int Drawn, int Without, int With)
{
    /// <summary>How many outputs of both clones are there for a second time.</summary>
    public static int Count(string[] one, string[] other) =>
        one.Length + other.Length - one.Concat(other).Distinct().Count();

    /// <summary>The sums over all kernels.</summary>
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
