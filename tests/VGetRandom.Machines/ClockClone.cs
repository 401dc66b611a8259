using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>What the lanes of one clone drew, from the moment it went on.</summary>
/// <param name="Outputs">Of the lanes of each kind.</param>
/// <param name="InFlight">Of requests that were under way when the machine was saved.</param>
/// <param name="Lanes">How many outputs each guarded lane has.</param>
/// <param name="LongestMs">The longest first request of a guarded lane.</param>
internal sealed record ClockClone(
    IReadOnlyDictionary<ClockKind, ulong[]> Outputs,
    IReadOnlyDictionary<ClockKind, ulong[]> InFlight,
    IReadOnlyList<int> Lanes,
    double LongestMs)
{
    private const double NsPerMs = 1e6;

    public static ClockClone Read(SharedFile shared, IReadOnlyList<ClockProcess> processes)
    {
        var outputs = Enum.GetValues<ClockKind>().ToDictionary(kind => kind, _ => new List<ulong>());
        var inFlight = outputs.ToDictionary(pair => pair.Key, _ => new List<ulong>());
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
            lanes,
            longest / NsPerMs);
    }

    /// <summary>
    /// How many outputs of several clones are there a second time, be it in the same clone; or are
    /// those of a request that was under way.
    /// </summary>
    public static long CountRepeats(IReadOnlyList<ClockClone> clones, ClockKind kind)
    {
        ulong[] all = [.. clones.SelectMany(clone => clone.Outputs[kind])];
        Array.Sort(all);
        long repeats = 0;
        for (int i = 1; i < all.Length; i++)
        {
            repeats += all[i] == all[i - 1] ? 1 : 0;
        }

        var early = new HashSet<ulong>(clones.SelectMany(clone => clone.InFlight[kind]));
        return repeats + all.Count(early.Contains);
    }

    /// <summary>How many outputs of requests that were under way are there a second time.</summary>
    public static long CountInFlight(IReadOnlyList<ClockClone> clones)
    {
        ulong[] all = [.. clones.SelectMany(clone => clone.InFlight[ClockKind.Guarded])];
        return all.Length - all.Distinct().Count();
    }
}
