using System.Runtime.CompilerServices;
using VGetRandom.Sampling;

namespace VGetRandom.Tests.Sampling;

/// <summary>What a draw leaves on the stack when it has returned or thrown.</summary>
public class WipingTests
{
    private const ulong Pattern = 0xA5C396781E2D4B0F;

    public static TheoryData<string> Draws => [.. s_draws.Keys];

    private static readonly Dictionary<string, Action<ScriptedSource>> s_draws = new()
    {
        ["items"] = source =>
            Choice.Fill<ScriptedSource, ulong, int>(source, [1, 2, 3], new int[9000]),
        ["shuffle"] = source =>
            Permutation.Shuffle<ScriptedSource, ulong, int>(source, new int[2000]),
        ["hex"] = source => RandomText.FillHex(source, new char[9000], lowercase: true),
        ["base64url"] = source => RandomText.FillBase64Url(source, new char[9000], 6000),
    };

    /// <summary>Compiles everything before the count: the compiler works on this very stack, and
    /// would overwrite what the tests look for.</summary>
    static WipingTests()
    {
        var script = new Script();
        script.Set(new ulong[StackBuffer.SizeBytes / sizeof(ulong)]);
        DrawAndForget(script.Source);
        Assert.Equal(0, Remains(script.LastDestination));
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void Nothing_of_the_buffer_is_left(string draw)
    {
        var script = new Script();
        script.Set(Enumerable.Repeat(Pattern, 5000).ToArray());
        s_draws[draw](script.Source);
        Assert.Equal(0, Remains(script.LastDestination));
        Assert.True(script.Requests.Count > 1);
        Assert.All(script.Requests, size => Assert.InRange(size, 1, StackBuffer.SizeBytes));
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void Nothing_is_left_when_a_later_request_fails(string draw)
    {
        var script = new Script();
        script.Set(Enumerable.Repeat(Pattern, 5000).ToArray());
        script.FailAt = 1;
        Assert.Throws<InvalidOperationException>(() => s_draws[draw](script.Source));
        Assert.Equal(0, Remains(script.LastDestination));
    }

    /// <summary>Shows that the tests above can fail: words that nobody wipes do stay.</summary>
    [Fact]
    public void An_unwiped_buffer_is_found()
    {
        var script = new Script();
        script.Set(Enumerable.Repeat(Pattern, 5000).ToArray());

        // Take the most of a few attempts: one of the runtime's signals, such as the one that stops
        // threads for a collection, may overwrite the words before we count them.
        int found = 0;
        for (int attempt = 0; attempt < 20; attempt++)
        {
            DrawAndForget(script.Source);
            found = Math.Max(found, Remains(script.LastDestination));
        }

        Assert.InRange(found, 100, StackBuffer.SizeBytes / sizeof(ulong));
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DrawAndForget(ScriptedSource source)
    {
        Span<ulong> buffer = stackalloc ulong[StackBuffer.SizeBytes / sizeof(ulong)];
        RandomSource.Fill(source, buffer);
    }

    /// <summary>Counts the words that still hold the pattern where the buffer was.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe int Remains(nint buffer)
    {
        // SAFETY: the stack below this frame stays mapped, and is only read. The buffers lie
        // deepest in it, so this method's own frame covers few of their words, if any.
        int count = 0;
        for (int i = 0; i < StackBuffer.SizeBytes / sizeof(ulong); i++)
        {
            count += Unsafe.ReadUnaligned<ulong>((byte*)buffer + (i * sizeof(ulong))) == Pattern
                ? 1
                : 0;
        }

        return count;
    }
}
