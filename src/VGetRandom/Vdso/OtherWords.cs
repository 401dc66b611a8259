using System.Runtime.InteropServices;

namespace VGetRandom.Vdso;

/// <summary>
/// Shows that nothing else in the data pages matters: whatever stands in every other word, the
/// function keeps, re-keys and falls back as the generation and the readiness say.
/// </summary>
internal sealed class OtherWords
{
    // A request that keeps costs 25 ns, so it is made for each of these groups; the other two
    // need a system call, and are made for each page and for all pages at once.
    private const int GroupBytes = 128;

    // On Linux 6.11 to 6.14 INT_MAX in the second word means a time namespace, and that all
    // data are elsewhere. Null is garbage.
    private static readonly uint?[] s_values = [int.MaxValue, uint.MaxValue, 0, 1, null];

    private readonly RngInfoTrial _trial;
    private readonly byte[] _baseline;
    private readonly byte[] _garbage;
    private string _name = "";

    private OtherWords(RngInfoTrial trial, byte[] garbage)
    {
        _trial = trial;
        _garbage = garbage;
        _baseline = new byte[garbage.Length];
    }

    /// <summary>Tries every word with several values, over several contents of the rest.</summary>
    /// <returns>Null, or what else matters.</returns>
    public static string? Exclude(
        RngInfoTrial trial, ReadOnlySpan<byte> livePages, Garbage garbage)
    {
        byte[] values = new byte[trial.StandIn.Length];
        garbage.Fill(values);
        var words = new OtherWords(trial, values);
        string? problem = words.Exclude("zeros");
        if (problem is null)
        {
            livePages.CopyTo(words._baseline);
            problem = words.Exclude("the kernel's own data");
        }

        if (problem is null)
        {
            garbage.Fill(words._baseline);
            problem = words.Exclude("garbage");
        }

        return problem;
    }

    private string? Exclude(string name)
    {
        _name = name;
        _baseline.CopyTo(_trial.StandIn);
        _trial.Restore();
        if (!DoesAllThree())
        {
            return $"other words matter, for over {name} the function does something else";
        }

        // What it must be again at the end, but for what the trial itself has set.
        byte[] before = _trial.StandIn.ToArray();
        foreach (uint? value in s_values)
        {
            string? problem = Exclude(value);
            if (problem is not null)
            {
                return problem;
            }
        }

        _trial.Restore();
        return _trial.StandIn.SequenceEqual(before)
            ? null
            : "the function writes into the data pages, whose values move by themselves";
    }

    private string? Exclude(uint? value)
    {
        int total = _baseline.Length;
        int pageSize = Environment.SystemPageSize;
        for (int at = 0; at < total; at += GroupBytes)
        {
            if (Matters(at, GroupBytes, value, callsKernel: false))
            {
                return Blame(at, GroupBytes, value);
            }
        }

        for (int at = 0; at < total; at += pageSize)
        {
            if (Matters(at, pageSize, value, callsKernel: true))
            {
                return Blame(at, pageSize, value);
            }
        }

        return Matters(0, total, value, callsKernel: true) ? Blame(0, total, value) : null;
    }

    /// <summary>Whether the function does anything else when a range has this value.</summary>
    private bool Matters(int first, int length, uint? value, bool callsKernel)
    {
        Span<byte> range = _trial.StandIn.Slice(first, length);
        if (value is { } word)
        {
            MemoryMarshal.Cast<byte, uint>(range).Fill(word);
        }
        else
        {
            _garbage.AsSpan(first, length).CopyTo(range);
        }

        _trial.Restore();
        bool matters = callsKernel ? !DoesAllThree() : !_trial.Keeps();
        _baseline.AsSpan(first, length).CopyTo(range);
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
    private string Blame(int first, int length, uint? value)
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
                return $"words between 0x{first:x} and 0x{first + length:x} matter together "
                    + $"when they are {Describe(value)}, over {_name}";
            }
        }

        return $"the word at 0x{first:x} matters too, when it is {Describe(value)}, over {_name}";
    }

    private static string Describe(uint? value) => value switch
    {
        null => "garbage",
        int.MaxValue => "INT_MAX",
        uint.MaxValue => "-1",
        _ => $"{value}",
    };
}
