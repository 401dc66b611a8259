using System.Runtime.InteropServices;
using VGetRandom.Guest;

namespace VGetRandom.Machines;

/// <summary>Finds repeats among all words that the clones of a family drew.</summary>
/// <remarks>
/// A word counts as repeated if it occurs a second time anywhere: in another clone or the same one,
/// in a lane of another kind (which may get this lane's bytes in another clone), or in a request
/// that was under way when the machine was saved.
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

    /// <summary>How many outputs of idle lanes without the guard are repeated.</summary>
    public long CountIdle() => Count(Lanes
        .Where(lane => lane.Kind == ClockKind.Unguarded && lane.Lane.IsIdle)
        .SelectMany(lane => lane.Outputs));

    /// <summary>How many words are repeated that came from requests with the guard under way at the
    /// save.</summary>
    public long CountInFlight() => Count(Lanes
        .Where(lane => lane.Kind == ClockKind.Guarded)
        .SelectMany(lane => lane.InFlight));

    /// <summary>Names the places of the first repeated output with the guard, for whoever looks for
    /// the cause, or returns an empty text.</summary>
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
