using VGetRandom.Simulator.World;

namespace VGetRandom.Simulator.Runs;

/// <summary>Carries out a plan: once, or on both sides of its fork.</summary>
internal sealed class Family : IDisposable
{
    private readonly Machine _machine = new();

    /// <summary>Requests so far, nested ones included.</summary>
    public long Requests { get; private set; }

    public long Steps { get; private set; }

    /// <summary>Steps of the last run's first side.</summary>
    public int LastSteps { get; private set; }

    /// <summary>How often each kind of fault took effect.</summary>
    public IReadOnlyList<long> Injected => _machine.Injected;

    public void Dispose() => _machine.Dispose();

    /// <summary>Carries out a plan once more and returns its last steps.</summary>
    public IEnumerable<string> Explain(ISubject subject, Plan plan)
    {
        var trace = new Trace();
        _machine.Trace = trace;
        _ = Run(subject, plan);
        _machine.Trace = null;
        return trace.Lines;
    }

    /// <summary>Carries out a plan.</summary>
    /// <returns>Null, or the invariant that was broken.</returns>
    public Violation? Run(ISubject subject, Plan plan)
    {
        lock (subject.Gate ?? this)
        {
            return RunAlone(subject, plan);
        }
    }

    private Violation? RunAlone(ISubject subject, Plan plan)
    {
        try
        {
            var provenance = new Provenance();
            RunSide(subject, plan, provenance, branch: 0);
            LastSteps = _machine.Steps;
            if (_machine.ForkStep == 0)
            {
                return null;
            }

            HashSet<long> ours = [.. _machine.Ledger.SinceFork];
            RunSide(subject, plan, provenance, branch: 1);
            ours.IntersectWith(_machine.Ledger.SinceFork);
            return ours.Count == 0
                ? null
                : new Violation(
                    "I1",
                    $"{ours.Count} bytes are returned on both sides of the fork, such as "
                    + provenance.Describe(ours.First()));
        }
        catch (Violation violation)
        {
            return violation;
        }
    }

    private void RunSide(ISubject subject, Plan plan, Provenance provenance, int branch)
    {
        try
        {
            _machine.Run(subject, plan, provenance, branch);
        }
        finally
        {
            Steps += _machine.Steps;
            Requests += _machine.Requests;
        }
    }
}
