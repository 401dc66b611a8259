namespace VGetRandom.Simulator.World;

/// <summary>A thread of the simulated process, followed by the next one in its place when it
/// ends.</summary>
/// <remarks>Each runs on a thread of this process. Only one of those runs at a time: the machine's
/// plan says when another has its turn.</remarks>
internal sealed class Lane : IDisposable
{
    private readonly SemaphoreSlim _turn = new(0);
    private readonly Machine _machine;
    private System.Threading.Thread? _carrier;
    private bool _isDisposed;

    public Lane(Machine machine, int index)
    {
        _machine = machine;
        Index = index;
    }

    public int Index { get; }

    /// <summary>How many requests are under way, each nested in the one before.</summary>
    public int Depth { get; set; }

    /// <summary>How many steps its requests have taken so far.</summary>
    public int Steps { get; set; }

    /// <summary>The value of <see cref="Steps"/> when its outermost request began.</summary>
    public int RequestStart { get; set; }

    /// <summary>The machine's step of the request's last access to random bytes.</summary>
    public int LastDataStep { get; set; }

    /// <summary>The machine's step of the request's last look at the kernel's generation.</summary>
    public int LastLookStep { get; set; }

    /// <summary>The machine's step of the request's last look at the counter of forks.</summary>
    public int LastCounterStep { get; set; }

    /// <summary>The contents of the thread's slots.</summary>
    public nint[] Slots { get; } = new nint[2];

    /// <summary>The thread, as the managed pool knows it.</summary>
    public SimulatedThread Thread { get; set; } = new();

    /// <summary>Whether it has ever had a turn.</summary>
    public bool HasStarted { get; set; }

    public bool IsDone { get; set; }

    /// <summary>Whether it was left behind on the other side of a fork.</summary>
    public bool IsGone { get; set; }

    /// <summary>Resets it, as at the start of a process.</summary>
    public void Reset()
    {
        Depth = Steps = RequestStart = LastDataStep = LastLookStep = LastCounterStep = 0;
        HasStarted = IsDone = IsGone = false;
        StartThread();
    }

    /// <summary>Puts a new thread in the place of one that has ended.</summary>
    public void StartThread()
    {
        Array.Clear(Slots);
        Thread = new();
    }

    /// <summary>Gives it its turn.</summary>
    public void Resume()
    {
        if (_carrier is null)
        {
            _carrier = new(Carry) { IsBackground = true };
            _carrier.Start();
        }

        HasStarted = true;
        _ = _turn.Release();
    }

    public void Wait() => _turn.Wait();

    public void Dispose()
    {
        _isDisposed = true;
        _ = _turn.Release();
        _carrier?.Join();
        _turn.Dispose();
    }

    private void Carry()
    {
        while (true)
        {
            _turn.Wait();
            if (_isDisposed)
            {
                return;
            }

            _machine.RunLane(this);
        }
    }
}
