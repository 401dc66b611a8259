using System.Runtime.InteropServices;

namespace VGetRandom.Managed.Search;

/// <summary>
/// Shows that nothing else in the data pages matters: whatever stands in every other word, the
/// function keeps, re-keys and falls back as the generation and the readiness say.
/// </summary>
internal sealed class RngInfoExclusion(RngInfoTrial trial)
{
    // A request that keeps costs 25 ns, so it is made for each of these groups; the other two
    // need a system call, and are made for each page and for all pages at once.
    private const int GroupBytes = 128;

    private Content _baseline = new("the first garbage", trial.StandIn.ToArray());

    private int Total => _baseline.Bytes.Length;

    /// <summary>Tries every word with several values, over several contents of the rest.</summary>
    /// <returns>Null, or what else matters.</returns>
    public Problem? Exclude(ReadOnlySpan<byte> livePages, DistinctNumbers garbage)
    {
        // On Linux 6.11 to 6.14 INT_MAX in the second word means a time namespace, and that all
        // data are elsewhere.
        Content[] values =
        [
            Content.Of("INT_MAX", int.MaxValue, Total),
            Content.Of("-1", uint.MaxValue, Total),
            Content.Of("0", 0, Total),
            Content.Of("1", 1, Total),
            new("garbage", garbage.Next(Total)),
        ];
        Content[] baselines =
        [
            Content.Of("zeros", 0, Total),
            new("the kernel's own data", livePages.ToArray()),
            new("other garbage", garbage.Next(Total)),
        ];

        return baselines.Select(baseline => MoveTo(baseline) ?? Exclude(values))
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Puts other content below all trials, which must not matter either.</summary>
    private Problem? MoveTo(Content baseline)
    {
        if (Exclude(baseline, Total, callsKernel: true) is { } problem)
        {
            return problem;
        }

        _baseline = baseline;
        _baseline.Bytes.CopyTo(trial.StandIn);
        trial.Restore();
        return null;
    }

    private Problem? Exclude(Content[] values)
    {
        // What no request may change. Compared before any trial puts a range back.
        byte[] before = trial.StandIn.ToArray();
        if (!DoesAllThree() || !trial.StandIn.SequenceEqual(before))
        {
            return new Problem(
                "the function writes into the data pages, so values move by themselves");
        }

        return values
            .Select(value => Exclude(value, GroupBytes, callsKernel: false)
                ?? Exclude(value, Environment.SystemPageSize, callsKernel: true)
                ?? Exclude(value, Total, callsKernel: true))
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Tries a value in one range after the other.</summary>
    private Problem? Exclude(Content value, int length, bool callsKernel)
    {
        for (int at = 0; at < Total; at += length)
        {
            if (Matters(at, length, value, callsKernel))
            {
                return Blame(at, length, value);
            }
        }

        return null;
    }

    /// <summary>Whether the function does anything else when a range has another content.</summary>
    private bool Matters(int first, int length, Content value, bool callsKernel)
    {
        Span<byte> range = trial.StandIn.Slice(first, length);
        value.Bytes.AsSpan(first, length).CopyTo(range);
        trial.Restore();
        bool matters = callsKernel ? !DoesAllThree() : !trial.Keeps();
        _baseline.Bytes.AsSpan(first, length).CopyTo(range);
        trial.Restore();
        return matters;
    }

    private bool DoesAllThree()
    {
        ulong other = ~trial.Generation;
        bool does = trial.Keeps();
        trial.SetGeneration(other);
        does = does && trial.Rekeys(other);
        trial.StandIn[trial.Place.ReadyOffset] = 0;
        does = does && trial.FallsBack();
        trial.Restore();
        return does;
    }

    /// <summary>Bisects a range that matters, for a reason that names a word.</summary>
    private Problem Blame(int first, int length, Content value)
    {
        while (length > sizeof(uint))
        {
            int half = length / 2 / sizeof(uint) * sizeof(uint);
            if (Matters(first, half, value, callsKernel: true))
            {
                length = half;
            }
            else if (Matters(first + half, length - half, value, callsKernel: true))
            {
                first += half;
                length -= half;
            }
            else
            {
                return new Problem(
                    $"words between 0x{first:x} and 0x{first + length:x} matter together, "
                    + $"changed from {_baseline.Name} to {value.Name}");
            }
        }

        return new Problem(
            $"the word at 0x{first:x} matters too, changed from {_baseline.Name} "
            + $"to {value.Name}");
    }

    /// <summary>What all of the pages may hold, of which ranges are tried.</summary>
    private sealed record Content(string Name, byte[] Bytes)
    {
        public static Content Of(string name, uint word, int length)
        {
            byte[] bytes = new byte[length];
            MemoryMarshal.Cast<byte, uint>(bytes.AsSpan()).Fill(word);
            return new(name, bytes);
        }
    }
}
