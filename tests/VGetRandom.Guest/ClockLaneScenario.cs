using System.Diagnostics;
using System.Globalization;

namespace VGetRandom.Guest;

/// <summary>A process of a machine with a vmclock. Each thread draws on a lane of its
/// own.</summary>
// SAFETY: a lane has room for all that is written to it, as ClockLanes says.
internal static unsafe class ClockLaneScenario
{
    private const double NsPerTick = 1e9;

    /// <param name="lanes">For each lane its number, the words at a time, and whether it is
    /// idle.</param>
    public static int Run(string[] lanes)
    {
        ulong* shared = SharedMemory.Map();
        Thread[] threads =
        [
            .. lanes
                .Select(lane => Array.ConvertAll(
                    lane.Split(':'), word => int.Parse(word, CultureInfo.InvariantCulture)))
                .Select(lane => new Thread(() => Serve(shared, lane[0], lane[1], lane[2] != 0))),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return 0;
    }

    private static void Serve(ulong* shared, int number, int words, bool isIdle)
    {
        ulong* lane = shared + ClockLanes.Begin(number);
        lane[ClockLanes.Count] = lane[ClockLanes.InFlight] = lane[ClockLanes.FirstNs] = 0;
        ulong[] drawn = new ulong[words];
        Draw(drawn);
        _ = Interlocked.Increment(ref shared[ClockLanes.Drawing]);
        while (Volatile.Read(ref shared[ClockLanes.Resumed]) == 0)
        {
            if (isIdle)
            {
                Thread.Sleep(1);
                continue;
            }

            Draw(drawn);
            if (Volatile.Read(ref shared[ClockLanes.Resumed]) != 0)
            {
                // The machine was saved in the middle of this request.
                Keep(lane, drawn);
                lane[ClockLanes.InFlight] = (ulong)words;
                break;
            }
        }

        long start = Stopwatch.GetTimestamp();
        Draw(drawn);
        lane[ClockLanes.FirstNs] = (ulong)(
            (Stopwatch.GetTimestamp() - start) * NsPerTick / Stopwatch.Frequency);
        int after = 0;
        while (Keep(lane, drawn) && after < ClockLanes.AfterNotice)
        {
            after += Volatile.Read(ref shared[ClockLanes.Noticed]) == 0 ? 0 : 1;
            Draw(drawn);
        }

        _ = Interlocked.Increment(ref shared[ClockLanes.Done]);
        Thread.Sleep(Timeout.Infinite);
    }

    private static void Draw(ulong[] words)
    {
        if (words.Length == 1)
        {
            words[0] = KernelRandom.NextUInt64();
        }
        else
        {
            KernelRandom.Fill<ulong>(words);
        }
    }

    /// <summary>Adds what was drawn to the lane, word by word, because the lane is a device's
    /// memory.</summary>
    /// <returns>Whether there is room for as much once more.</returns>
    private static bool Keep(ulong* lane, ulong[] drawn)
    {
        int count = (int)lane[ClockLanes.Count];
        for (int i = 0; i < drawn.Length; i++)
        {
            Volatile.Write(ref lane[ClockLanes.Words + count + i], drawn[i]);
        }

        count += drawn.Length;
        lane[ClockLanes.Count] = (ulong)count;
        return count + drawn.Length <= ClockLanes.MaxWords;
    }
}
