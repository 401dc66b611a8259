using Content = VGetRandom.Managed.Search.RngInfoRanges.Content;

namespace VGetRandom.Managed.Search;

/// <summary>Shows that nothing else in the data pages matters: whatever every other word holds, the
/// function keeps, re-keys and falls back as generation and readiness say.</summary>
/// <remarks>If there is a selector, it never has the value that moves the pair.</remarks>
internal sealed class RngInfoExclusion(RngInfoTrial trial, RngInfoRanges ranges)
{
    // A request that keeps costs 25 ns, so we try each of these groups with it. The other two need
    // a system call, so we try them only for each page and for all pages at once.
    private const int GroupBytes = 128;

    /// <summary>Tries every word with several values, over several contents of the other words.
    /// </summary>
    /// <returns>Null, or what else matters.</returns>
    public Problem? Exclude(ReadOnlySpan<byte> livePages, DistinctNumbers garbage)
    {
        Content[] values =
        [
            WithoutMoving(Content.Of("INT_MAX", RngInfoSelector.Moves, ranges.Total)),
            Content.Of("-1", uint.MaxValue, ranges.Total),
            Content.Of("0", 0, ranges.Total),
            Content.Of("1", 1, ranges.Total),
            new("garbage", garbage.Next(ranges.Total)),
        ];
        Content[] baselines =
        [
            Content.Of("zeros", 0, ranges.Total),
            new("the kernel's own data", livePages.ToArray()),
            new("other garbage", garbage.Next(ranges.Total)),
        ];

        return baselines.Select(baseline => MoveTo(baseline) ?? Exclude(values))
            .FirstOrDefault(problem => problem is not null);
    }

    private Content WithoutMoving(Content content)
    {
        if (trial.Place.SelectorOffset is { } selector)
        {
            content.Bytes.AsSpan(selector, sizeof(uint)).Clear();
        }

        return content;
    }

    /// <summary>Changes the content beneath all trials, which must not matter either.</summary>
    private Problem? MoveTo(Content baseline)
    {
        if (Exclude(baseline, ranges.Total, callsKernel: true) is { } problem)
        {
            return problem;
        }

        ranges.MoveTo(baseline);
        return null;
    }

    private Problem? Exclude(Content[] values)
    {
        // No request may change this; compared before any trial restores a range.
        byte[] before = trial.StandIn.ToArray();
        if (!trial.DoesAllThree() || !trial.StandIn.SequenceEqual(before))
        {
            return new Problem(
                "the function writes into the data pages, so values move by themselves");
        }

        return values
            .Select(value => Exclude(value, GroupBytes, callsKernel: false)
                ?? Exclude(value, Environment.SystemPageSize, callsKernel: true)
                ?? Exclude(value, ranges.Total, callsKernel: true))
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Tries a value in each range in turn.</summary>
    private Problem? Exclude(Content value, int length, bool callsKernel)
    {
        for (int at = 0; at < ranges.Total; at += length)
        {
            if (ranges.Matters(at, length, value, callsKernel))
            {
                (int first, int narrowed) = ranges.Narrow(at, length, value);
                return ranges.Blame(first, narrowed, value);
            }
        }

        return null;
    }
}
