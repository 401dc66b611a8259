using VGetRandom.ChaCha20;

namespace VGetRandom.Probe;

/// <summary>Compares the version chosen in this process with the scalar one.</summary>
internal static class ChaCha20Scenario
{
    private const int MaxBlocks = 70;

    // Within a pass, these reach the end of either half of the counter. The last is an arbitrary
    // one.
    private static readonly ulong[] s_counters =
    [
        0, uint.MaxValue - 40UL, uint.MaxValue - 7UL, uint.MaxValue, ulong.MaxValue - 20, 1UL << 40,
    ];

    public static int Run()
    {
        Report.Line("width", ChaCha20Blocks.WidthBits);
        string wrong = "";
        foreach (ulong counter in s_counters)
        {
            for (int count = 0; count <= MaxBlocks; count++)
            {
                if (!IsRight(count, counter))
                {
                    wrong = $"{count} blocks from {counter}";
                }
            }
        }

        Report.Line("wrong", wrong);
        return 0;
    }

    // SAFETY: fixed keeps the arrays in place; both outputs are a block longer than what is made.
    private static unsafe bool IsRight(int count, ulong counter)
    {
        byte[] key = KernelRandom.GetBytes(ChaCha20Blocks.KeyBytes);
        byte[] actual = new byte[(count + 1) * ChaCha20Blocks.BlockBytes];
        byte[] expected = new byte[actual.Length];
        ulong next = counter;
        ulong expectedNext = counter;

        fixed (byte* from = key)
        fixed (byte* to = actual)
        fixed (byte* reference = expected)
        {
            ChaCha20Blocks.Generate(to, (nuint)count, from, ref next);
            ChaCha20Reference.Generate(reference, (nuint)count, from, ref expectedNext);
        }

        return next == expectedNext && actual.AsSpan().SequenceEqual(expected);
    }
}
