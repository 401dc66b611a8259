namespace VGetRandom.Simulator.World;

/// <summary>A simulated kernel and a process on it, whose threads make requests.</summary>
/// <remarks>
/// Everything that happens follows from the plan, so the same plan gives the same run, step by
/// step. A fork is two runs: the same plan again, which takes the other side when it comes to the
/// fork.
/// </remarks>
// SAFETY: addresses are those of the memory's arena, which checks them.
internal sealed unsafe partial class Machine : IDisposable
{
    // A request that takes more steps than this has not ended.
    private const int MaxSteps = 20_000;

    // A signal that comes in a handler's handler waits for ever.
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

    /// <summary>What the kernel publishes.</summary>
    public ulong Generation => _isUnpublished ? 0 : (ulong)Reseeds;

    /// <summary>Steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>The step of the fork that this run is one side of, or 0.</summary>
    public int ForkStep { get; private set; }

    /// <summary>Requests so far, nested ones included.</summary>
    public int Requests { get; private set; }

    /// <summary>How often each kind of fault had an effect, over all runs.</summary>
    public long[] Injected { get; } = new long[Enum.GetValues<FaultKind>().Length];

    public Ledger Ledger { get; } = new();

    /// <summary>What every step is told to, or null.</summary>
    public Trace? Trace { get; set; }

    /// <summary>Carries out a plan.</summary>
    /// <param name="subject">Who serves the requests.</param>
    /// <param name="plan">The requests, and the faults to come.</param>
    /// <param name="provenance">That of the family of worlds.</param>
    /// <param name="branch">Which side of a fork to take; 0 if there is none.</param>
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

    /// <summary>Something is about to happen: first come the faults that are due.</summary>
    /// <param name="what">What, for a trace.</param>
    /// <param name="address">Where, for a trace.</param>
    /// <param name="count">How many bytes, for a trace.</param>
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

    /// <summary>Notes an access to random bytes: until the last of them a request is not done.
    /// </summary>
    public void TouchData() => Running.LastDataStep = Steps;

    /// <summary>Notes a look at the kernel's generation.</summary>
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
