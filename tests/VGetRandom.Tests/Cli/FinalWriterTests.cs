using VGetRandom.Cli.Output;

namespace VGetRandom.Tests.Cli;

public class FinalWriterTests
{
    [Fact]
    public async Task Nothing_follows_the_last_words_whoever_is_writing()
    {
        using var written = new StringWriter();
        using var writer = new FinalWriter(written);
        Task redraw = Task.Run(
            () =>
            {
                for (int i = 0; i < 100_000; i++)
                {
                    writer.Write("redrawn");
                    writer.Write('.');
                    writer.Write(['.', '.', '.'], 1, 1);
                }
            },
            TestContext.Current.CancellationToken);

        SpinWait.SpinUntil(() => written.GetStringBuilder().Length > 0);
        writer.WriteLast("last");
        await redraw;

        string text = written.ToString();
        Assert.StartsWith("redrawn", text, StringComparison.Ordinal);
        Assert.EndsWith("last", text, StringComparison.Ordinal);
    }
}
