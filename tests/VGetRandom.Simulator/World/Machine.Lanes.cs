using System.Runtime.ExceptionServices;

namespace VGetRandom.Simulator.World;

// SAFETY: the destructor is the library's, which is compiled into this process.
internal sealed unsafe partial class Machine
{
    private const int MaxLanes = 3;

    // A thread ends after this many requests.
    private const int RequestsPerThread = 2;

    private readonly SemaphoreSlim _isOver = new(0);
    private readonly Lane[] _lanes;
    private readonly List<SimulatedLock> _locks = [];
    private ISubject _subject = null!;
    private Exception? _failure;
    private bool _isUnwinding;
    private bool _isSwitchDue;
    private int _nextLength;

    /// <summary>The destructor that the C library calls with a thread's slot when the thread
    /// ends.</summary>
    public delegate*<nint, void> Destructor { get; set; }

    /// <summary>The thread whose turn it is.</summary>
    public Lane Running { get; private set; }

    /// <summary>Runs all the plan's requests, on as many threads as the subject takes.</summary>
    private void RunLanes()
    {
        if (!_subject.IsThreaded || !_plan.HasSwitch)
        {
            Serve();
            return;
        }

        Running.Resume();
        _isOver.Wait();

        // Lanes that never get another turn are still in the middle of a request.
        _isUnwinding = true;
        foreach (Lane lane in _lanes.Where(lane => lane is { HasStarted: true, IsDone: false }))
        {
            Running = lane;
            lane.Resume();
            _isOver.Wait();
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }
    }

    public void RunLane(Lane lane)
    {
        t_current = this;
        try
        {
            Serve();
        }
        catch (Unwinding)
        {
            lane.IsDone = true;
            _ = _isOver.Release();
            return;
        }
#pragma warning disable CA1031 // Whatever it is, it is thrown again, where the run was started.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = e;
        }

        lane.IsDone = true;
        if (_failure is null && NextLane() is { } next)
        {
            Running = next;
            next.Resume();
        }
        else
        {
            _ = _isOver.Release();
        }
    }

    /// <summary>Notes a lock, which no other thread must meet while it is held.</summary>
    public void Add(SimulatedLock created) => _locks.Add(created);

    private void Serve()
    {
        int served = 0;
        _subject.StartThread();
        while (_nextLength < _plan.Lengths.Length)
        {
            if (_subject.IsThreaded && served == RequestsPerThread)
            {
                EndThread();
                Running.StartThread();
                _subject.StartThread();
                served = 0;

                // Another thread may have made the last requests since.
                continue;
            }

            served++;
            Request(_subject, _plan.Lengths[_nextLength++]);
        }

        EndThread();
    }

    private void EndThread()
    {
        Running.RequestStart = Running.Steps;
        _subject.EndThread();
        Running.Thread.End();
    }

    private Lane? NextLane()
    {
        for (int i = 1; i < _lanes.Length; i++)
        {
            Lane lane = _lanes[(Running.Index + i) % _lanes.Length];
            if (!lane.IsDone && !lane.IsGone)
            {
                return lane;
            }
        }

        return null;
    }

    private void Switch()
    {
        if (_locks.Exists(each => each.IsHeld))
        {
            _isSwitchDue = true;
            return;
        }

        if (_subject.IsThreaded && NextLane() is { } next)
        {
            Count(FaultKind.Switch);
            Lane self = Running;
            Running = next;
            next.Resume();
            self.Wait();
            if (_isUnwinding)
            {
                throw new Unwinding();
            }
        }
    }

    /// <summary>Takes a thread out of the middle of a request when the run is over.</summary>
#pragma warning disable CA1032, CA1064 // Thrown and caught here alone.
    private sealed class Unwinding : Exception;
#pragma warning restore CA1032, CA1064
}
