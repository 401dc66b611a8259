namespace VGetRandom.Simulator.World;

/// <summary>A thread of the simulated process, and after its end the next one in its place.
/// </summary>
/// <remarks>
/// It runs on a thread of this process's, of which only one runs at any time: the machine's plan
/// says when it goes on with another.
/// </remarks>
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

    /// <summary>How many requests are under way, each within the one before.</summary>
    public int Depth { get; set; }

    /// <summary>Steps in its requests so far.</summary>
    public int Steps { get; set; }

    /// <summary>What Steps was when its outermost request began.</summary>
    public int RequestStart { get; set; }

    /// <summary>The machine's step of the request's last access to random bytes.</summary>
    public int LastDataStep { get; set; }

    /// <summary>The machine's step of the request's last look at the kernel's generation.</summary>
    public int LastLookStep { get; set; }

    /// <summary>The machine's step of the request's last look at the counter of forks.</summary>
    public int LastCounterStep { get; set; }

    /// <summary>What stands in the thread's slots.</summary>
    public nint[] Slots { get; } = new nint[2];

    /// <summary>The thread, as the managed pool knows it.</summary>
    public SimulatedThread Thread { get; set; } = new();

    /// <summary>Whether it was ever given its turn.</summary>
    public bool HasStarted { get; set; }

    /// <summary>Whether there is nothing left for it to do.</summary>
    public bool IsDone { get; set; }

    /// <summary>Whether it was left behind on the other side of a fork.</summary>
    public bool IsGone { get; set; }

    /// <summary>As at the start of a process.</summary>
    public void Reset()
    {
        Depth = Steps = RequestStart = LastDataStep = LastLookStep = LastCounterStep = 0;
        HasStarted = IsDone = IsGone = false;
        StartThread();
    }

    /// <summary>A new thread takes the place of one that has ended.</summary>
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

    /// <summary>Waits for its turn.</summary>
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
