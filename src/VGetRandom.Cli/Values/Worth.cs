using System.CommandLine;
using System.Globalization;

namespace VGetRandom.Cli.Values;

/// <summary>Tells on standard error how hard a password is to guess.</summary>
internal static class Worth
{
    public static Option<bool> QuietOption() => new("--quiet", "-q")
    {
        Description = "Do not tell how many bits that makes.",
    };

    /// <param name="what">What was drawn from how much.</param>
    /// <param name="bits">The binary logarithm of how many there could have been.</param>
    public static void Tell(string what, double bits) => Console.Error.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{what}: {bits:F1} bits"));
}
