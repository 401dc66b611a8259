using System.Runtime.InteropServices;

namespace VGetRandom.Managed.Search;

/// <summary>Proves on a private copy where the function looks for generation and readiness, by
/// watching what it does when these and all other words change.</summary>
/// <remarks>The order of the steps matters: each relies on what earlier ones showed.</remarks>
internal static class RngInfoProof
{
    /// <summary>Proves the place, or tells what makes it doubtful.</summary>
    /// <param name="copy">The copy; its stand-in is overwritten.</param>
    /// <param name="stateBytes">Bytes in a state.</param>
    /// <param name="livePages">The contents of the kernel's own data pages, as far as known.
    /// </param>
    /// <param name="seed">Any number; the garbage is made from it.</param>
    public static Attempt<RngInfoPlace> Prove(
        PrivateVdso copy, int stateBytes, ReadOnlySpan<byte> livePages, ulong seed)
    {
        if (stateBytes < sizeof(ulong) || stateBytes > Environment.SystemPageSize)
        {
            return new Problem(
                $"a state of {stateBytes} bytes has no room for a generation, or too much.");
        }

        using var trial = new RngInfoTrial(copy, stateBytes);
        var garbage = new DistinctNumbers(seed);
        Problem? problem = FindGeneration(trial, garbage)
            ?? Unless(
                trial.NoteWhatKeepingDoes(),
                "equal requests on equal states have different results, so something moves by "
                + "itself")
            ?? ProveGeneration(trial)
            ?? FindReadiness(trial)
            ?? ProveReadiness(trial)
            ?? ExcludeOthers(trial, livePages, garbage)
            ?? Unless(
                !trial.HasStrayWrites, "the function writes beside its state and buffer");
        return problem is null
            ? trial.Place
            : new Problem($"where the generation lies cannot be proved: {problem}.");
    }

    /// <summary>Looks for the word of the pages that a freshly filled state then holds.</summary>
    private static Problem? FindGeneration(RngInfoTrial trial, DistinctNumbers garbage)
    {
        // No byte is 0, so the generator is ready, whichever byte is its readiness.
        byte[] before = garbage.Next(trial.StandIn.Length);
        before.AsSpan().Replace((byte)0, (byte)1);
        before.CopyTo(trial.StandIn);
        if (!trial.Fill())
        {
            return new Problem(
                $"a request for {RngInfoTrial.RequestBytes} bytes returned {trial.Result}");
        }

        return Unless(
                trial.StandIn.SequenceEqual(before),
                "the function writes into the data pages, whose values move by themselves")
            ?? Unless(
                trial.Start.ContainsAnyExcept((byte)0),
                "the function leaves a state alone, as if not ready, although no byte is 0")
            ?? FindGenerationIn(trial, before);
    }

    private static Problem? FindGenerationIn(RngInfoTrial trial, byte[] before)
    {
        int found = 0;
        ReadOnlySpan<ulong> pages = MemoryMarshal.Cast<byte, ulong>(before);
        ReadOnlySpan<ulong> state = MemoryMarshal.Cast<byte, ulong>(trial.Start);
        for (int i = 0; i < state.Length; i++)
        {
            // 0 is what the rest of the state holds, so it identifies no word.
            int at = state[i] == 0 ? -1 : pages.IndexOf(state[i]);
            if (at >= 0)
            {
                found += 1 + (pages[(at + 1)..].Contains(state[i]) ? 1 : 0);
                trial.Place = new(at * sizeof(ulong), 0, i * sizeof(ulong));
            }
        }

        return found switch
        {
            0 => new Problem("a state that the function filled holds no word of the data pages"),
            1 => null,
            _ => new Problem(
                $"a state that the function filled holds {found} words of the data pages"),
        };
    }

    private static Problem? ExcludeOthers(
        RngInfoTrial trial, ReadOnlySpan<byte> livePages, DistinctNumbers garbage)
    {
        var ranges = new RngInfoRanges(trial);
        return new RngInfoSelector(trial, ranges).Find(livePages, garbage)
            ?? new RngInfoExclusion(trial, ranges).Exclude(livePages, garbage);
    }

    private static Problem? Unless(bool isProved, string problem) =>
        isProved ? null : new Problem(problem);

    /// <summary>Shows that the generation is this whole word, bit by bit.</summary>
    internal static Problem? ProveGeneration(RngInfoTrial trial)
    {
        for (int bit = 0; bit < 64; bit++)
        {
            ulong changed = trial.Generation ^ (1UL << bit);
            trial.SetGeneration(changed);
            if (!trial.Rekeys(changed))
            {
                return new Problem(
                    $"bit {bit} of the word at 0x{trial.Place.GenerationOffset:x}, which a "
                    + "state holds, does not make the function re-key and note it");
            }
        }

        trial.SetGeneration(trial.Generation);
        return Unless(trial.Keeps(), "re-keying has effects that last");
    }

    /// <summary>Bisects for the one byte that, at 0, sends the function to the system call.
    /// </summary>
    private static Problem? FindReadiness(RngInfoTrial trial)
    {
        byte[] before = trial.StandIn.ToArray();
        int first = 0;
        int end = before.Length;
        if (!FallsBackWithout(trial, before, first, end))
        {
            return new Problem("no byte of the data pages sends the function to the system call");
        }

        while (end - first > 1)
        {
            int middle = (first + end) / 2;
            bool isFirstHalf = FallsBackWithout(trial, before, first, middle);
            bool isSecondHalf = FallsBackWithout(trial, before, middle, end);
            if (isFirstHalf == isSecondHalf)
            {
                return new Problem(
                    $"the readiness is not one byte between 0x{first:x} and 0x{end:x}");
            }

            (first, end) = isFirstHalf ? (first, middle) : (middle, end);
        }

        trial.Place = trial.Place with { ReadyOffset = first };
        return null;
    }

    private static bool FallsBackWithout(
        RngInfoTrial trial, ReadOnlySpan<byte> before, int first, int end)
    {
        trial.StandIn[first..end].Clear();
        trial.SetGeneration(trial.Generation);
        bool fallsBack = trial.FallsBack();
        before[first..end].CopyTo(trial.StandIn[first..]);
        return fallsBack;
    }

    /// <summary>Shows that the byte acts as the readiness at every value.</summary>
    internal static Problem? ProveReadiness(RngInfoTrial trial)
    {
        for (int value = byte.MaxValue; value >= 0; value--)
        {
            trial.StandIn[trial.Place.ReadyOffset] = (byte)value;
            if (value == 0 ? !trial.FallsBack() : !trial.Keeps())
            {
                return new Problem(
                    $"the byte at 0x{trial.Place.ReadyOffset:x} is not the readiness, "
                    + $"for it does not act like it when it is {value}");
            }
        }

        trial.Restore();
        return Unless(trial.Keeps(), "a fallback has effects that last");
    }
}
