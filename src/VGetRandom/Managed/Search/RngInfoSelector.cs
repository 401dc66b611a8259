using System.Runtime.InteropServices;
using Content = VGetRandom.Managed.Search.RngInfoRanges.Content;

namespace VGetRandom.Managed.Search;

/// <summary>Finds the one word that may move generation and readiness, if there is one.</summary>
/// <remarks>
/// On Linux 6.11 to 6.14 a time namespace has its own data pages. There the clock mode is INT_MAX,
/// and the function reads both values from as many pages further on as the kernel's pages then lie.
/// So that one value may move both, by the same whole pages, and no other value may have an effect.
/// If the live word has that value, the place is not the live one. If a process enters a time
/// namespace later, both read 0 there, and from 0 nothing is served.
/// </remarks>
internal sealed class RngInfoSelector(RngInfoTrial trial, RngInfoRanges ranges)
{
    /// <summary>The value that moves both.</summary>
    public const uint Moves = int.MaxValue;

    private const int SmallValues = 256;

    /// <summary>Finds the word, notes it in the trial's place, and proves what it does.</summary>
    /// <returns>Null if there is none or it is as it should be; otherwise what is wrong.</returns>
    public Problem? Find(ReadOnlySpan<byte> livePages, DistinctNumbers garbage)
    {
        Content moves = Content.Of("INT_MAX", Moves, ranges.Total);
        if (!ranges.Matters(0, ranges.Total, moves, callsKernel: true))
        {
            return null;
        }

        (int first, int length) = ranges.Narrow(0, ranges.Total, moves);
        if (length > sizeof(uint))
        {
            return ranges.Blame(first, length, moves);
        }

        if (MemoryMarshal.Read<uint>(livePages[first..]) == Moves)
        {
            return new Problem(
                $"the word at 0x{first:x} is INT_MAX, as in a time namespace, where it lies "
                + "elsewhere");
        }

        RngInfoPlace place = trial.Place;
        Problem? problem = ProveOtherValues(first, garbage) ?? ProveMove(first);
        trial.Place = place with { SelectorOffset = first };
        ranges.MoveTo(ranges.Baseline);
        return problem;
    }

    private static Problem Doubt(int selector, string does) =>
        new($"the word at 0x{selector:x} matters too: {does}");

    /// <summary>Shows that no other value has an effect.</summary>
    private Problem? ProveOtherValues(int selector, DistinctNumbers garbage)
    {
        IEnumerable<uint> values =
        [
            .. Enumerable.Range(0, 32).Select(bit => Moves ^ (1U << bit)),
            .. Enumerable.Range(0, SmallValues).Select(value => (uint)value),
            .. Enumerable.Range(1, SmallValues).Select(value => (uint)-value),
            Moves + 1,
            .. MemoryMarshal.Cast<byte, uint>(garbage.Next(SmallValues)),
        ];
        foreach (uint value in values.Where(value => value != Moves))
        {
            if (ranges.Matters(
                selector, sizeof(uint), Content.Of("", value, ranges.Total), callsKernel: true))
            {
                return Doubt(selector, $"at INT_MAX and at 0x{value:x}");
            }
        }

        return null;
    }

    /// <summary>Shows that INT_MAX moves both, by the same whole pages.</summary>
    private Problem? ProveMove(int selector)
    {
        MemoryMarshal.Write(trial.StandIn[selector..], Moves);
        RngInfoPlace place = trial.Place;
        if (FindMoved() is not { } distance)
        {
            return Doubt(selector, "at INT_MAX the generation is nowhere in the data pages");
        }

        int ready = place.ReadyOffset + distance;
        if (distance == 0 || distance % Environment.SystemPageSize != 0
            || ready < 0 || ready >= ranges.Total)
        {
            return Doubt(selector, $"at INT_MAX it moves the generation by {distance} bytes");
        }

        // The same two proofs at the other place, then again while the first place says otherwise.
        trial.Place = place with
        {
            GenerationOffset = place.GenerationOffset + distance,
            ReadyOffset = ready,
        };
        trial.Restore();
        if ((RngInfoProof.ProveGeneration(trial) ?? RngInfoProof.ProveReadiness(trial))
            is { } problem)
        {
            return Doubt(selector, $"at INT_MAX it does not move both, for {problem}");
        }

        MemoryMarshal.Write(trial.StandIn[place.GenerationOffset..], ~trial.Generation);
        trial.StandIn[place.ReadyOffset] = 0;
        return trial.DoesAllThree()
            ? null
            : Doubt(selector, "at INT_MAX it moves both, but the first place still matters");
    }

    /// <summary>How far after the first place the generation lies that a request now notes.
    /// </summary>
    private int? FindMoved()
    {
        _ = trial.Request(trial.Start);
        ulong noted = MemoryMarshal.Read<ulong>(trial.State[trial.Place.StateGenerationOffset..]);
        ReadOnlySpan<ulong> pages = MemoryMarshal.Cast<byte, ulong>(trial.StandIn);
        int at = pages.IndexOf(noted);
        return at < 0 || pages[(at + 1)..].Contains(noted)
            ? null
            : (at * sizeof(ulong)) - trial.Place.GenerationOffset;
    }
}
