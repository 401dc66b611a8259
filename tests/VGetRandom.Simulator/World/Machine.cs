using VGetRandom.ChaCha20;

namespace VGetRandom.Simulator.World;

/// <summary>A simulated kernel and a process on it, in which one thread makes requests.</summary>
/// <remarks>
/// Everything that happens follows from the plan, so the same plan gives the same run, step by
/// step. A fork is two runs: the same plan again, which takes the other side when it comes to the
/// fork.
/// </remarks>
// SAFETY: addresses are those of the memory's arena, which checks them.
internal sealed unsafe partial class Machine : IDisposable
{
    // A request that takes more steps than this has not ended.
    private const int MostSteps = 20_000;

    [ThreadStatic]
    private static Machine? t_current;

    private Plan _plan = Plan.Empty;
    private int _branch;
    private int _branchToTake;
    private int _nextFault;
    private int _answers;
    private FaultKind? _nextAnswer;
    private int _lastDataStep;
    private int _requestStep;
    private long _valueTag;
    private readonly Queue<FaultKind> _afterAnswer = new();
    private bool _isAnswering;
    private bool _isVmFork;
    private bool _isStorm;
    private bool _isChurn;
    private bool _isUnpublished;

    /// <summary>The machine that the calling thread runs.</summary>
    public static Machine Current => t_current!;

    public Memory Memory { get; } = new();

    public Provenance Provenance { get; private set; } = new();

    /// <summary>How often the kernel has reseeded.</summary>
    public int Reseeds { get; private set; }

    /// <summary>What the kernel publishes.</summary>
    public ulong Generation => _isUnpublished ? 0 : (ulong)Reseeds;

    /// <summary>Steps so far.</summary>
    public int Steps { get; private set; }

    /// <summary>The step of the fork that this run is one side of, or 0.</summary>
    public int ForkStep { get; private set; }

    /// <summary>How often each kind of fault happened, over all runs.</summary>
    public long[] Injected { get; } = new long[Enum.GetValues<FaultKind>().Length];

    /// <summary>What a signal's handler does.</summary>
    public Action<Machine>? OnSignal { get; set; }

    public Ledger Ledger { get; } = new();

    /// <summary>Whether a request at some depth is under way.</summary>
    public int Depth { get; private set; }

    /// <summary>Starts anew.</summary>
    /// <param name="plan">The faults to come.</param>
    /// <param name="provenance">That of the family of worlds.</param>
    /// <param name="branch">Which side of a fork to take; 0 if there is none.</param>
    /// <param name="usedBytes">Bytes of droppable memory that requests will use.</param>
    public void Start(Plan plan, Provenance provenance, int branch, int usedBytes)
    {
        t_current = this;
        Memory.UsedBytes = usedBytes;
        Memory.Reset();
        Provenance = provenance;
        _plan = plan;
        _branch = 0;
        _branchToTake = branch;
        _nextFault = 0;
        _answers = 0;
        _nextAnswer = null;
        Steps = 0;
        ForkStep = 0;
        _requestStep = 0;
        _isVmFork = _isStorm = _isChurn = _isUnpublished = _isAnswering = false;
        _afterAnswer.Clear();
        Reseeds = 1;
        Depth = 0;
        Ledger.Start();
    }

    public void Dispose() => Memory.Dispose();

    /// <summary>Something is about to happen: first come the faults that are due.</summary>
    public void Step()
    {
        if (++Steps - _requestStep > MostSteps)
        {
            throw new Violation("I5", "a request does not end");
        }

        while (_nextFault < _plan.Faults.Length && _plan.Faults[_nextFault].Step == Steps)
        {
            Apply(_plan.Faults[_nextFault++].Kind);
        }

        if (_isStorm)
        {
            Memory.Drop();
        }

        if (_isChurn)
        {
            Reseeds++;
        }
    }

    /// <summary>Notes an access to random bytes: until the last of them a request is not done.
    /// </summary>
    public void TouchData() => _lastDataStep = Steps;

    /// <summary>Notes which bytes the last value was read from.</summary>
    public void NoteValue(byte* source, int count) => _valueTag = Memory.StreamAt(source, count);

    /// <summary>The tag of the key at an address, read word by word.</summary>
    public long ReadKey(byte* key)
    {
        long first = Tag.Garbage;
        for (int i = 0; i < ChaCha20Blocks.KeyBytes; i += sizeof(ulong))
        {
            Step();
            Memory.Check(key + i, sizeof(ulong));
            TouchData();
            long word = Memory.StreamAt(key + i, sizeof(ulong));
            if (i == 0)
            {
                first = word;
            }
            else if (word < 0 || first < 0 || word != first + i)
            {
                first = Tag.Garbage;
            }
        }

        return first;
    }

    /// <summary>The system call: what the plan has for it, or random bytes.</summary>
    public nint Answer(byte* buffer, nuint length)
    {
        Step();
        FaultKind? kind = _nextAnswer;
        _nextAnswer = null;
        switch (kind)
        {
            case FaultKind.Interrupted:
                return -VGetRandom.Kernel.Errno.EINTR;
            case FaultKind.NotNow:
                return -VGetRandom.Kernel.Errno.EAGAIN;
            case FaultKind.Refused:
                return -VGetRandom.Kernel.Errno.ENOSYS;
            default:
                break;
        }

        // The process is within the kernel, so signals and forks come before or after. A machine
        // cloned in the middle gets the same bytes on both sides: the kernel's promise, not ours.
        _isAnswering = true;
        int given = kind == FaultKind.Short ? (int)length / 2 : (int)length;
        long stream = Provenance.AnswerOf(_branch, _answers++, Reseeds);
        for (int i = 0; i < given; i += sizeof(ulong))
        {
            Step();
            int size = Math.Min(given - i, sizeof(ulong));
            Memory.Check(buffer + i, size);
            TouchData();
            Memory.SetStream(buffer + i, size, stream + i);
        }

        Step();
        _isAnswering = false;
        while (_afterAnswer.TryDequeue(out FaultKind waiting))
        {
            Apply(waiting);
        }

        return given;
    }

    private void Apply(FaultKind kind)
    {
        if (_isAnswering && (kind == FaultKind.Signal || IsFork(kind)))
        {
            _afterAnswer.Enqueue(kind);
            return;
        }

        Injected[(int)kind]++;
        switch (kind)
        {
            case FaultKind.Drop:
                Memory.Drop();
                break;
            case FaultKind.Reseed:
                Reseeds++;
                break;
            case FaultKind.Storm:
                _isStorm = true;
                break;
            case FaultKind.Churn:
                _isChurn = true;
                break;
            case FaultKind.Unpublished:
                _isUnpublished = true;
                break;
            case FaultKind.Signal:
                if (Depth is > 0 and < 3)
                {
                    OnSignal?.Invoke(this);
                }

                break;
            case FaultKind.Fork or FaultKind.VmFork when ForkStep == 0:
                Part(kind);
                break;
            case FaultKind.Interrupted or FaultKind.NotNow or FaultKind.Refused
                or FaultKind.Short:
                _nextAnswer = kind;
                break;
            default:
                break;
        }
    }

    private static bool IsFork(FaultKind kind) => kind is FaultKind.Fork or FaultKind.VmFork;

    /// <summary>Goes on as one side of a fork.</summary>
    private void Part(FaultKind kind)
    {
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
            Memory.Drop();
        }

        Ledger.Part();
    }
}
