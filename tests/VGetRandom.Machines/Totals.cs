using System.Collections.Concurrent;

namespace VGetRandom.Machines;

/// <summary>Adds up the results of the clones of all kernels.</summary>
internal sealed class Totals
{
    private long _clones, _outputs, _repeats;
    private long _openSslOutputs;

    public ConcurrentBag<Window> Windows { get; } = [];

    /// <summary>What clones drew from OpenSSL and beside it.</summary>
    public ConcurrentBag<Repeats> Repeats { get; } = [];

    /// <summary>What clones with a vmclock drew.</summary>
    public ConcurrentBag<ClockRepeats> Clocks { get; } = [];

    /// <summary>The limits after which OpenSSL's generators say that they reseed.</summary>
    public ConcurrentDictionary<string, string> OpenSslLimits { get; } = [];

    public string OfOpenSsl =>
        $"OpenSSL: {_openSslOutputs} outputs compared after the notice, "
        + $"{Repeats.Sum(found => found.Without)} repeats without the provider, "
        + $"{Repeats.Sum(found => found.With)} with it";

    public void Add(ClockRepeats found) => Clocks.Add(found);

    public void AddClones(int count) => Interlocked.Add(ref _clones, count);

    public void AddOutputs(long outputs, long repeats)
    {
        _ = Interlocked.Add(ref _outputs, outputs);
        _ = Interlocked.Add(ref _repeats, repeats);
    }

    public void AddOpenSsl(long outputs, Repeats found)
    {
        _ = Interlocked.Add(ref _openSslOutputs, outputs);
        Repeats.Add(found);
    }

    public override string ToString() =>
        $"{_clones} clones, {_outputs} outputs compared, {_repeats} repeats";
}
