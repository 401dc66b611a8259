using System.Runtime.InteropServices;

namespace VGetRandom.Managed.Search;

/// <summary>
/// Shows that nothing else in the data pages matters: whatever stands in every other word, the
/// function keeps, re-keys and falls back as the generation and the readiness say.
/// </summary>
internal sealed class RngInfoExclusion
{
    // A request that keeps costs 25 ns, so it is made for each of these groups; the other two
    // need a system call, and are made for each page and for all pages at once.
    private const int GroupBytes = 128;

    private readonly RngInfoTrial _trial;
    private Content _baseline;

    private RngInfoExclusion(RngInfoTrial trial)
    {
        _trial = trial;
        _baseline = new("the first garbage", trial.StandIn.ToArray());
    }

    private int Total => _baseline.Bytes.Length;

    /// <summary>Tries every word with several values, over several contents of the rest.</summary>
    /// <returns>Null, or what else matters.</returns>
    public static Problem? Exclude(
        RngInfoTrial trial, ReadOnlySpan<byte> livePages, DistinctNumbers garbage)
    {
        int length = trial.StandIn.Length;

        // On Linux 6.11 to 6.14 INT_MAX in the second word means a time namespace, and that all
        // data are elsewhere.
        Content[] values =
        [
            Content.Of("INT_MAX", int.MaxValue, length),
            Content.Of("-1", uint.MaxValue, length),
            Content.Of("0", 0, length),
            Content.Of("1", 1, length),
            new("garbage", garbage.Next(length)),
        ];
        Content[] baselines =
        [
            Content.Of("zeros", 0, length),
            new("the kernel's own data", livePages.ToArray()),
            new("other garbage", garbage.Next(length)),
        ];

        var words = new RngInfoExclusion(trial);
        return baselines.Select(baseline => words.MoveTo(baseline) ?? words.Exclude(values))
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
        _baseline.Bytes.CopyTo(_trial.StandIn);
        _trial.Restore();
        return null;
    }

    private Problem? Exclude(Content[] values)
    {
        // What no request may change. Compared before any trial puts a range back.
        byte[] before = _trial.StandIn.ToArray();
        if (!DoesAllThree() || !_trial.StandIn.SequenceEqual(before))
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
        Span<byte> range = _trial.StandIn.Slice(first, length);
        value.Bytes.AsSpan(first, length).CopyTo(range);
        _trial.Restore();
        bool matters = callsKernel ? !DoesAllThree() : !_trial.Keeps();
        _baseline.Bytes.AsSpan(first, length).CopyTo(range);
        _trial.Restore();
        return matters;
    }

    private bool DoesAllThree()
    {
        ulong other = ~_trial.Generation;
        bool does = _trial.Keeps();
        _trial.SetGeneration(other);
        does = does && _trial.Rekeys(other);
        _trial.StandIn[_trial.Place.ReadyOffset] = 0;
        does = does && _trial.FallsBack();
        _trial.Restore();
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
