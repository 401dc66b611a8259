namespace VGetRandom.Simulator.World;

/// <summary>A simulated kernel with a process whose threads make requests.</summary>
/// <remarks>
/// The plan determines everything that happens, so the same plan gives the same run, step by step.
/// A fork is two runs of one plan, and the second takes the other side when it comes to the fork.
/// </remarks>
// SAFETY: addresses lie in the memory's arena, which checks them.
internal sealed unsafe partial class Machine : IDisposable
{
    // A request with more steps than this counts as one that does not end.
    private const int MaxSteps = 20_000;

    // A signal that arrives at this depth stays pending for ever.
    private const int MaxDepth = 3;

    [ThreadStatic]
    private static Machine? t_current;

    private Plan _plan = Plan.Empty;
    private int _branch;
    private int _branchToTake;
    private int _nextFault;
    private bool _isStarted;
    private bool _isForkDue;
    private bool _isVmFork;
    private bool _isStorm;
    private bool _isChurn;
    private bool _isUnpublished;

    public Machine()
    {
        _lanes = [.. Enumerable.Range(0, MaxLanes).Select(index => new Lane(this, index))];
        Running = _lanes[0];
        Statics = new(Memory);
    }

    /// <summary>The machine that the calling thread runs.</summary>
    public static Machine Current => t_current!;

    public Memory Memory { get; } = new();

    public Statics Statics { get; }

    public Provenance Provenance { get; private set; } = new();

    /// <summary>How often the kernel has reseeded.</summary>
    public int Reseeds { get; private set; }

    /// <summary>The generation that the kernel publishes.</summary>
    public ulong Generation => _isUnpublished ? 0 : (ulong)Reseeds;

    public int Steps { get; private set; }

    /// <summary>The step of the fork of which this run is one side, or 0.</summary>
    public int ForkStep { get; private set; }

    /// <summary>How many requests were made, nested ones included.</summary>
    public int Requests { get; private set; }

    /// <summary>How often each kind of fault took effect, over all runs.</summary>
    public long[] Injected { get; } = new long[Enum.GetValues<FaultKind>().Length];

    public Ledger Ledger { get; } = new();

    /// <summary>Records every step, unless it is null.</summary>
    public Trace? Trace { get; set; }

    /// <summary>Carries out a plan.</summary>
    /// <param name="subject">Serves the requests.</param>
    /// <param name="plan">The requests, and the faults to come.</param>
    /// <param name="provenance">The provenance that the family of runs shares.</param>
    /// <param name="branch">Which side of a fork to take; 0 if there is no fork.</param>
    public void Run(ISubject subject, Plan plan, Provenance provenance, int branch)
    {
        t_current = this;
        _subject = subject;
        _plan = plan;
        Provenance = provenance;
        Memory.Reset(subject.PageBytes);
        Ledger.Start();
        Reseeds = 1;
        Steps = ForkStep = Requests = _branch = _nextFault = _nextLength = 0;
        _branchToTake = branch;
        _isVmFork = _isStorm = _isChurn = _isUnpublished = false;
        _isForkDue = _isSwitchDue = _isUnwinding = false;
        _failure = null;
        _locks.Clear();
        foreach (Lane lane in _lanes)
        {
            lane.Reset();
        }

        Running = _lanes[0];
        ResetAnswers();
        ResetClock();
        _isStarted = false;
        subject.Start();
        _isStarted = true;
        RunLanes();
        _isStarted = false;
        if (!_lanes.Any(lane => lane.IsGone))
        {
            subject.End();
        }
    }

    public void Dispose()
    {
        foreach (Lane lane in _lanes)
        {
            lane.Dispose();
        }

        _isOver.Dispose();
        Memory.Dispose();
    }

    /// <summary>Applies the faults that are due before the next step.</summary>
    /// <param name="what">What the step does, for a trace.</param>
    /// <param name="address">Where it does that, for a trace.</param>
    /// <param name="count">How many bytes it touches, for a trace.</param>
    public void Step(string what = "go on", nint address = 0, int count = 0)
    {
        if (!_isStarted)
        {
            // The library is being loaded, or all is over: there is no thread to interrupt.
            return;
        }

        Steps++;
        if (++Running.Steps - Running.RequestStart > MaxSteps)
        {
            throw new Violation("I5", "a request does not end");
        }

        if (_isSwitchDue)
        {
            _isSwitchDue = false;
            Switch();
        }

        while (_nextFault < _plan.Faults.Length && _plan.Faults[_nextFault].Step <= Steps)
        {
            Apply(_plan.Faults[_nextFault++].Kind);
        }

        if (_isStorm)
        {
            Memory.DropAll();
        }

        if (_isChurn)
        {
            Reseed();
        }

        Trace?.Add(this, address == 0 ? what : $"{what} {Memory.Describe(address)}, {count}");
    }

    /// <summary>Notes an access to random bytes. A request is not done before the last of
    /// them.</summary>
    public void TouchData() => Running.LastDataStep = Steps;

    public void Look() => Running.LastLookStep = Steps;

    private void Apply(FaultKind kind)
    {
        if (IsWaitingForAnswer(kind))
        {
            return;
        }

        switch (kind)
        {
            case FaultKind.Drop:
                Count(kind);
                Memory.DropPage();
                break;
            case FaultKind.Reseed:
                Count(kind);
                Reseed();
                break;
            case FaultKind.Storm:
                Count(kind);
                _isStorm = true;
                break;
            case FaultKind.Churn:
                Count(kind);
                _isChurn = true;
                break;
            case FaultKind.Unpublished:
                Count(kind);
                _isUnpublished = true;
                break;
            case FaultKind.Signal:
                Signal();
                break;
            case FaultKind.Switch:
                Switch();
                break;
            case FaultKind.Fork when !_subject.ForksInRequests && Running.Depth > 0:
                _isForkDue = true;
                break;
            case FaultKind.Fork or FaultKind.VmFork:
                Part(kind);
                break;
            case FaultKind.CountedFork or FaultKind.CountedReseed or FaultKind.CountAlone:
                ChangeCounter(kind);
                break;
            default:
                PrepareAnswer(kind);
                break;
        }
    }

    private void Count(FaultKind kind)
    {
        Injected[(int)kind]++;
        Trace?.Add(this, $"-- {kind}");
    }

    private void Signal()
    {
        if (!_subject.AllowsSignals || Running.Depth >= MaxDepth)
        {
            return;
        }

        Count(FaultKind.Signal);
        Request(_subject, _plan.NestedLength);
    }

    /// <summary>Goes on as one side of a fork.</summary>
    private void Part(FaultKind kind)
    {
        if (ForkStep != 0)
        {
            return;
        }

        Count(kind);
        ForkStep = Steps;
        _branch = _branchToTake;
        if (kind == FaultKind.VmFork)
        {
            // Each clone's kernel reseeds by itself.
            _isVmFork = true;
            Reseeds++;
            _branch++;
        }
        else if (_branch != 0)
        {
            Memory.DropAll();
            foreach (Lane lane in _lanes)
            {
                lane.IsGone = lane != Running;
            }
        }

        Ledger.Part();
    }
}
