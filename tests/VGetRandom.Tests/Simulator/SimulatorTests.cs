using System.Text.RegularExpressions;

namespace VGetRandom.Tests.Simulator;

/// <summary>Runs the simulator for a short time; .ci/run has the full length.</summary>
public partial class SimulatorTests
{
    private const int Seeds = 100;

    [Fact]
    public void No_invariant_is_broken_whatever_happens_between_two_accesses()
    {
        string printed = Run("run", "--seeds", $"{Seeds}", "--first-seed", "1");
        Assert.EndsWith("violations 0\n", printed, StringComparison.Ordinal);
        Assert.All(Count().Matches(printed), match => Assert.NotEqual("0", match.Groups[1].Value));
    }

    [Fact]
    public void A_seed_decides_everything()
    {
        string[] arguments = ["run", "--seeds", "20", "--first-seed", "7000"];
        Assert.Equal(Run(arguments), Run(arguments));
    }

    // One twin of each kind: of the algorithm, of the witness, of a backend with its pool, and of
    // the C interface.
    [Theory]
    [InlineData("half a key")]
    [InlineData("the step")]
    [InlineData("a leased state")]
    [InlineData("taken as full")]
    public void Broken_twins_are_caught(string named)
    {
        string printed = Run("twins", "--named", named);
        Assert.Matches(@"\ncaught ([1-9]) of \1\n$", printed);
        Assert.DoesNotContain("SURVIVED", printed, StringComparison.Ordinal);
    }

    private static string Run(params string[] arguments) => DotnetCommand.Run(
        ["exec", Checkout.BuiltAssembly("tests/VGetRandom.Simulator"), .. arguments]);

    [GeneratedRegex(@"^(?:[A-Z]\w+|requests|steps) (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Count();
}
