using System.Collections.Concurrent;

namespace VGetRandom.Machines;

/// <summary>What the clones of all kernels add up to.</summary>
internal sealed class Totals
{
    private long _clones, _outputs, _repeats;

    public ConcurrentBag<Window> Windows { get; } = [];

    public void AddClones(int count) => Interlocked.Add(ref _clones, count);

    public void AddOutputs(long outputs, long repeats)
    {
        _ = Interlocked.Add(ref _outputs, outputs);
        _ = Interlocked.Add(ref _repeats, repeats);
    }

    public override string ToString() =>
        $"{_clones} clones, {_outputs} outputs compared, {_repeats} repeats";
}
