using System.Runtime.InteropServices;
using VGetRandom.Benchmarks.Peers;
using VGetRandom.Tests.Cli;

namespace VGetRandom.Tests.Samples;

/// <summary>The sample on the JIT, and as a native program without it.</summary>
public class CardShufflerTests
{
    private const string Project = "samples/CardShuffler";

    [Fact]
    public void It_deals_every_card_once() => AssertDeals(
        DotnetCommand.Run("exec", Checkout.BuiltAssembly(Project), "4", "13"));

    [Fact]
    public void As_a_native_program_too()
    {
        Assert.SkipUnless(CCompiler.Refusal is null, $"{CCompiler.Refusal}");
        using var folder = new TemporaryFolder();
        string rid = $"linux-{RuntimeInformation.ProcessArchitecture}".ToLowerInvariant();

        // With folders of its own for all that is built: the tests run from the ordinary ones.
        string messages = DotnetCommand.Run(
            "publish", Project,
            "-c", "Release",
            "-r", rid,
            "-p:PublishAot=true",
            "-p:CppCompilerAndLinker=cc",
            "--artifacts-path", Path.Combine(folder.Path, "artifacts"),
            "-o", Path.Combine(folder.Path, "program"));
        Assert.DoesNotContain("warning", messages, StringComparison.OrdinalIgnoreCase);
        AssertDeals(DotnetCommand.RunProgram(
            Path.Combine(folder.Path, "program", "CardShuffler"), "4", "13"));
    }

    private static void AssertDeals(string output)
    {
        string[] hands = output.TrimEnd().Split('\n');
        Assert.Equal(4, hands.Length);
        string[] cards = [.. hands.SelectMany(hand => hand.Split(' ')[1..])];
        Assert.Equal(52, cards.Length);
        Assert.Equal(52, cards.Distinct().Count());
    }
}
