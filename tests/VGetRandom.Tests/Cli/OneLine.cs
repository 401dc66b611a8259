namespace VGetRandom.Tests.Cli;

internal static class OneLine
{
    public static void AssertComplaint(string error)
    {
        Assert.StartsWith("vgetrandom: ", error, StringComparison.Ordinal);
        Assert.EndsWith(Environment.NewLine, error, StringComparison.Ordinal);
        Assert.DoesNotContain(error[..^Environment.NewLine.Length], char.IsControl);
    }
}
