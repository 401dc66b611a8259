namespace VGetRandom.Tests.Samples;

/// <summary>Runs the sample on the JIT; .ci/run also runs it as a native program.</summary>
public class CardShufflerTests
{
    [Fact]
    public void It_deals_every_card_once()
    {
        string output = DotnetCommand.Run(
            "exec", Checkout.BuiltAssembly("samples/CardShuffler"), "4", "13");

        string[] hands = output.TrimEnd().Split('\n');
        Assert.Equal(4, hands.Length);
        string[] cards = [.. hands.SelectMany(hand => hand.Split(' ')[1..])];
        Assert.Equal(52, cards.Length);
        Assert.Equal(52, cards.Distinct().Count());
    }
}
