namespace VGetRandom.Simulator.World;

/// <summary>Records every byte handed out, and the keys that must not be found any more.</summary>
internal sealed class Ledger
{
    private readonly HashSet<long> _handedOut = [];
    private readonly HashSet<long> _spentKeys = [];
    private HashSet<long> _sinceFork = [];

    /// <summary>The bytes handed out since the fork, except by requests that were done before
    /// it.</summary>
    public IReadOnlySet<long> SinceFork => _sinceFork;

    /// <summary>How many bytes were handed out.</summary>
    public int Count => _handedOut.Count;

    public void Start()
    {
        _handedOut.Clear();
        _spentKeys.Clear();
        _sinceFork = [];
    }

    /// <summary>From here on two sides hand out bytes.</summary>
    public void Part() => _sinceFork = [];

    /// <summary>Records the bytes that a request returned.</summary>
    /// <param name="tags">The tags of the bytes.</param>
    /// <param name="provenance">Where the bytes come from.</param>
    /// <param name="reseeds">How often the kernel had reseeded when the request began.</param>
    /// <param name="step">The step at which the request ended.</param>
    /// <param name="isCopied">Whether both sides of a fork may have these bytes.</param>
    public void HandOut(
        ReadOnlySpan<long> tags, Provenance provenance, int reseeds, int step, bool isCopied)
    {
        long lastKey = 0;
        foreach (long tag in tags)
        {
            if (tag <= 0)
            {
                throw new Violation(
                    tag == Tag.Unwritten ? "I8" : "I2",
                    $"a byte that was {provenance.Describe(tag)} is returned at step {step}");
            }

            if (provenance.GenerationOf(tag) < reseeds)
            {
                throw new Violation(
                    "I3",
                    $"{provenance.Describe(tag)} is returned by a request that began in "
                    + $"generation {reseeds}");
            }

            if (!_handedOut.Add(tag))
            {
                throw new Violation("I1", $"{provenance.Describe(tag)} is returned twice");
            }

            if (!isCopied)
            {
                _sinceFork.Add(tag);
            }

            foreach (long key in provenance.KeysBehind(tag))
            {
                if (key == lastKey || !_spentKeys.Add(key))
                {
                    break;
                }

                lastKey = key;
            }
        }
    }

    /// <summary>Checks that nothing in memory tells what was handed out.</summary>
    public void CheckForgotten(Memory memory, Provenance provenance)
    {
        foreach (ArraySegment<long> tags in memory.DroppableTags())
        {
            foreach (long tag in tags)
            {
                CheckForgotten(tag, provenance);
            }
        }
    }

    private void CheckForgotten(long tag, Provenance provenance)
    {
        if (tag <= 0)
        {
            return;
        }

        if (_handedOut.Contains(tag))
        {
            throw new Violation(
                "I4", $"{provenance.Describe(tag)} was returned, and is still in the state");
        }

        if (_spentKeys.Contains(tag))
        {
            throw new Violation(
                "I4",
                $"the key of what was returned ({provenance.Describe(tag)}) is still there");
        }
    }
}
