using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>What one clone drew.</summary>
/// <param name="Window">What each lane drew before the kernel told of the fork.</param>
/// <param name="After">What each lane drew after that.</param>
/// <param name="Naive">What each lane drew long before, and kept.</param>
/// <param name="WindowMs">The time from going on to the notice, by the clone's clock.</param>
internal sealed record Clone(
    IReadOnlyDictionary<int, ulong[]> Window,
    IReadOnlyDictionary<int, ulong[]> After,
    IReadOnlyDictionary<int, ulong[]> Naive,
    double WindowMs)
{
    private const double NsPerMs = 1e6;

    public static Clone Read(SharedFile shared, IReadOnlyList<int> lanes)
    {
        var window = new Dictionary<int, ulong[]>();
        var after = new Dictionary<int, ulong[]>();
        var naive = new Dictionary<int, ulong[]>();
        ulong resumedAt = ulong.MaxValue;
        foreach (int lane in lanes)
        {
            int begin = Lanes.Begin(lane);
            window[lane] = shared.Read(
                begin + Lanes.Window, (int)shared[begin + Lanes.WindowCount]);
            after[lane] = shared.Read(begin + Lanes.After, (int)shared[begin + Lanes.AfterCount]);
            naive[lane] = shared.Read(begin + Lanes.Naive, Lanes.NaiveWords);
            resumedAt = Math.Min(resumedAt, shared[begin + Lanes.ResumedAtNs]);
        }

        ulong noticedAt = shared[Lanes.NoticedAtNs];
        return new(
            window, after, naive, noticedAt > resumedAt ? (noticedAt - resumedAt) / NsPerMs : 0);
    }

    /// <summary>How many words of a lane's window also occur in another clone's.</summary>
    public int CountCommon(Clone other, int lane)
    {
        var there = new HashSet<ulong>(other.Window[lane]);
        return Window[lane].Count(there.Contains);
    }
}
