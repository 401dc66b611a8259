using System.Diagnostics;

namespace VGetRandom.Guest;

/// <summary>A process of a machine that is cloned. Each thread draws on a lane of its
/// own.</summary>
// SAFETY: a lane has room for all that is written to it, as Lanes says.
internal static unsafe class LaneScenario
{
    private const int LargeWords = 128;

    private delegate void Draw(Span<ulong> words);

    /// <param name="first">The process's first lane.</param>
    public static int Run(int first)
    {
        ulong* shared = SharedMemory.Map();
        (int Words, Draw Draw)[] kinds =
        [
            (1, words => words[0] = KernelRandom.NextUInt64()),
            (LargeWords, KernelRandom.Fill<ulong>),
        ];
        Thread[] threads =
        [
            .. kinds.Select((kind, i) => new Thread(
                () => Serve(shared, first + i, kind.Words, kind.Draw))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return 0;
    }

    private static void Serve(ulong* shared, int number, int words, Draw draw)
    {
        ulong* lane = shared + Lanes.Begin(number);
        Span<ulong> drawn = stackalloc ulong[words];

        // Some programs draw numbers ahead and keep them for later, as this does.
        ulong[] naive = new ulong[Lanes.NaiveWords];
        KernelRandom.Fill<ulong>(naive);

        draw(drawn);
        _ = Interlocked.Increment(ref shared[Lanes.Drawing]);
        ulong lanes;
        while ((lanes = Volatile.Read(ref shared[Lanes.Resumed])) == 0)
        {
            draw(drawn);
        }

        if ((lanes >> number & 1) == 0)
        {
            Thread.Sleep(Timeout.Infinite);
        }

        lane[Lanes.ResumedAtNs] = (ulong)Stopwatch.GetTimestamp();
        int count = 0;
        while (Volatile.Read(ref shared[Lanes.Noticed]) == 0)
        {
            draw(drawn);
            if (count + words <= Lanes.WindowWords)
            {
                drawn.CopyTo(new(lane + Lanes.Window + count, words));
                count += words;
            }
        }

        lane[Lanes.WindowCount] = (ulong)count;
        for (count = 0; count < Lanes.AfterWords; count += words)
        {
            draw(drawn);
            drawn.CopyTo(new(lane + Lanes.After + count, words));
        }

        lane[Lanes.AfterCount] = (ulong)count;
        naive.CopyTo(new Span<ulong>(lane + Lanes.Naive, Lanes.NaiveWords));
        _ = Interlocked.Increment(ref shared[Lanes.Done]);
    }
}
