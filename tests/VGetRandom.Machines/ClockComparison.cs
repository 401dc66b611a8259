using System.Runtime.InteropServices;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>Where each word is that the clones of a family drew.</summary>
/// <remarks>
/// A word is repeated if it is anywhere a second time: in another clone or the same one; in a lane
/// of another kind, which got the bytes that this one got in another clone; or in a request that
/// was under way when the machine was saved.
/// </remarks>
internal sealed class ClockComparison
{
    private readonly IReadOnlyList<ClockClone> _clones;
    private readonly Dictionary<ulong, int> _counts = [];

    public ClockComparison(IReadOnlyList<ClockClone> clones)
    {
        _clones = clones;
        foreach (ulong word in Lanes.SelectMany(lane => lane.Outputs.Concat(lane.InFlight)))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _)++;
        }
    }

    private IEnumerable<ClockDraws> Lanes => _clones.SelectMany(clone => clone.Lanes);

    /// <summary>How many outputs of lanes of a kind are repeated.</summary>
    public long Count(ClockKind kind) =>
        Count(Lanes.Where(lane => lane.Kind == kind).SelectMany(lane => lane.Outputs));

    /// <summary>How many of idle lanes without the guard.</summary>
    public long CountIdle() => Count(Lanes
        .Where(lane => lane.Kind == ClockKind.Unguarded && lane.Lane.IsIdle)
        .SelectMany(lane => lane.Outputs));

    /// <summary>How many of the requests with the guard that were under way.</summary>
    public long CountInFlight() => Count(Lanes
        .Where(lane => lane.Kind == ClockKind.Guarded)
        .SelectMany(lane => lane.InFlight));

    /// <summary>Where the first repeated output with the guard is, for whoever looks for the
    /// reason; or nothing.</summary>
    public string Explain() =>
        _clones
            .SelectMany(clone => clone.Guarded)
            .SelectMany(lane => lane.Outputs)
            .Where(IsRepeated)
            .Select(word => string.Join(" and ", PlacesOf(word)))
            .FirstOrDefault("");

    private long Count(IEnumerable<ulong> words) => words.LongCount(IsRepeated);

    private bool IsRepeated(ulong word) => _counts[word] > 1;

    private IEnumerable<string> PlacesOf(ulong word)
    {
        for (int i = 0; i < _clones.Count; i++)
        {
            foreach (ClockDraws lane in _clones[i].Lanes)
            {
                int at = Array.IndexOf(lane.Outputs, word);
                if (at >= 0)
                {
                    yield return $"clone {i}, {lane}, its word {at} of {lane.Outputs.Length}";
                }

                if (lane.InFlight.Contains(word))
                {
                    yield return $"clone {i}, {lane}, under way";
                }
            }
        }
    }
}
