namespace VGetRandom.Tests.Sampling;

/// <summary>The virtual machine is forked in the middle of a draw.</summary>
public class ForkedDrawTests
{
    private static readonly int[] s_items = [.. Enumerable.Range(0, 100)];
    private static readonly double[] s_weights = [.. s_items.Select(item => 1.0 + item)];

    private static readonly Dictionary<string, Func<Draws<ScriptedSource>, string>> s_draws = new()
    {
        ["few"] = draws => string.Join(' ', draws.Sample<int>(s_items, 8)),
        ["many"] = draws => string.Join(' ', draws.Sample<int>(s_items, 90)),
        ["weighted"] = draws => $"{draws.ChooseWeighted<int>(s_items, s_weights)}",
    };

    public static TheoryData<string> Names => [.. s_draws.Keys];

    /// <summary>The draw must go on as if nothing had been drawn before the fork.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_draw_is_made_anew(string name)
    {
        bool isOther = false;
        for (int seed = 0; seed < 20; seed++)
        {
            var bytes = new byte[4000];
            new Random(seed).NextBytes(bytes);
            var script = new Script();
            script.Set(bytes);
            string first = s_draws[name](new(script.Source));
            int used = script.Requests.Sum();

            script.Set<byte>(bytes.AsSpan(used));
            string second = s_draws[name](new(script.Source));

            script.Set(bytes);
            script.ForkAt = 1;
            Assert.Equal(second, s_draws[name](new(script.Source)));
            isOther |= first != second;
        }

        Assert.True(isOther);
    }

    [Fact]
    public void A_chance_of_two_words_is_taken_anew()
    {
        var script = new Script { ForkAt = 1 };
        script.Set<ulong>(0, 0, ulong.MaxValue);
        Assert.False(new Draws<ScriptedSource>(script.Source).NextBoolean(1.0 / (1 << 20)));
        Assert.Equal([8, 8, 8], script.Requests);
    }
}
