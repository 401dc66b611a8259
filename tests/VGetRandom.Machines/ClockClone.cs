using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>What the lanes of one clone drew, from the moment it went on.</summary>
/// <param name="Outputs">Of the lanes of each kind.</param>
/// <param name="InFlight">Of requests that were under way when the machine was saved.</param>
/// <param name="Idle">Of the idle lanes without the guard.</param>
/// <param name="Lanes">How many outputs each guarded lane has.</param>
/// <param name="LongestMs">The longest first request of a guarded lane.</param>
internal sealed record ClockClone(
    IReadOnlyDictionary<ClockKind, ulong[]> Outputs,
    IReadOnlyDictionary<ClockKind, ulong[]> InFlight,
    ulong[] Idle,
    IReadOnlyList<int> Lanes,
    double LongestMs)
{
    private const double NsPerMs = 1e6;

    public static ClockClone Read(SharedFile shared, IReadOnlyList<ClockProcess> processes)
    {
        var outputs = Enum.GetValues<ClockKind>().ToDictionary(kind => kind, _ => new List<ulong>());
        var inFlight = outputs.ToDictionary(pair => pair.Key, _ => new List<ulong>());
        var idle = new List<ulong>();
        var lanes = new List<int>();
        ulong longest = 0;
        foreach (ClockProcess process in processes)
        {
            for (int i = 0; i < process.Lanes.Count; i++)
            {
                int begin = ClockLanes.Begin(process.First + i);
                int count = (int)shared[begin + ClockLanes.Count];
                int early = (int)shared[begin + ClockLanes.InFlight];
                ulong[] words = shared.Read(begin + ClockLanes.Words, count);
                inFlight[process.Kind].AddRange(words[..early]);
                outputs[process.Kind].AddRange(words[early..]);
                if (process.Kind == ClockKind.Unguarded && process.Lanes[i].IsIdle)
                {
                    idle.AddRange(words);
                }

                if (process.Kind == ClockKind.Guarded)
                {
                    lanes.Add(count - early);
                    longest = Math.Max(longest, shared[begin + ClockLanes.FirstNs]);
                }
            }
        }

        return new(
            outputs.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
            inFlight.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
            [.. idle],
            lanes,
            longest / NsPerMs);
    }

    /// <summary>
    /// How many outputs of the lanes of a kind are there a second time, be it in the same clone.
    /// </summary>
    /// <remarks>
    /// Be it that of a lane of another kind, which got the bytes that this one got in another clone,
    /// or of a request that was under way.
    /// </remarks>
    public static long CountRepeats(IReadOnlyList<ClockClone> clones, ClockKind kind)
    {
        ulong[] own = All(clones, clone => clone.Outputs[kind]);
        var others = new HashSet<ulong>();
        foreach (ClockKind other in Enum.GetValues<ClockKind>())
        {
            others.UnionWith(All(clones, clone => clone.InFlight[other]));
            if (other != kind)
            {
                others.UnionWith(All(clones, clone => clone.Outputs[other]));
            }
        }

        return CountRepeats(own) + own.Count(others.Contains);
    }

    /// <summary>How many outputs of requests that were under way are there a second time.</summary>
    public static long CountInFlight(IReadOnlyList<ClockClone> clones) =>
        CountRepeats(All(clones, clone => clone.InFlight[ClockKind.Guarded]));

    /// <summary>How many of what idle lanes drew without the guard are another clone's.</summary>
    public static long CountIdle(IReadOnlyList<ClockClone> clones) => clones.Sum(clone =>
    {
        var others = new HashSet<ulong>(clones
            .Where(other => other != clone)
            .SelectMany(other => other.Outputs[ClockKind.Unguarded]));
        return clone.Idle.Count(others.Contains);
    });

    private static ulong[] All(
        IReadOnlyList<ClockClone> clones, Func<ClockClone, ulong[]> choose) =>
        [.. clones.SelectMany(choose)];

    private static long CountRepeats(ulong[] words)
    {
        Array.Sort(words);
        long repeats = 0;
        for (int i = 1; i < words.Length; i++)
        {
            repeats += words[i] == words[i - 1] ? 1 : 0;
        }

        return repeats;
    }
}
