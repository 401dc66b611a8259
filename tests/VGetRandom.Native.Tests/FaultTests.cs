namespace VGetRandom.Native.Tests;

/// <summary>The running kernel's own faults, on states of the C interface.</summary>
public class FaultTests
{
    private const string Skipped = "skip: ";

    [Theory]
    [InlineData("drops")]
    [InlineData("reseeds")]
    [InlineData("core")]
    public void It_ends_well(string scenario)
    {
        string printed = TestProgram.Run(TestProgram.Linked("faults"), scenario);
        Assert.SkipWhen(
            printed.StartsWith(Skipped, StringComparison.Ordinal), printed.Trim());
    }
}
