using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

// The machine's forks as a hypervisor counts them, and the time that passes meanwhile.
// SAFETY: the page lies behind the buffers of all requests.
internal sealed unsafe partial class Machine
{
    // The kernel's worker has its turn when a thread sleeps; a thread that never does so, and only
    // asks, keeps it waiting for longer than anybody waits.
    private const int SleepsUntilReseed = 3;
    private const int StepsPerMs = 20;

    private const int ClockOffset = 24 * 1024;

    private bool _isCountedFork;
    private bool _isSideTaken;
    private int _sleepsUntilReseed;
    private long _sleptMs;

    /// <summary>The page of the vmclock device.</summary>
    public byte* Clock => Memory.Kept + ClockOffset;

    /// <summary>The counter in it.</summary>
    public ulong* Counter => (ulong*)(Clock + VmClockAbi.GenerationCounterOffset);

    /// <summary>What a clock says that nobody sets back.</summary>
    public long NowMs => _sleptMs + (Steps / StepsPerMs);

    /// <summary>A thread sleeps for a millisecond.</summary>
    public void Sleep()
    {
        Step("sleep");
        _sleptMs++;
        if (_sleepsUntilReseed > 0 && --_sleepsUntilReseed == 0)
        {
            Reseed();
        }
    }

    /// <summary>Notes a look at the counter.</summary>
    public void LookAtCounter() => Running.LastCounterStep = Steps;

    private void ResetClock()
    {
        _isCountedFork = _isSideTaken = false;
        _sleepsUntilReseed = 0;
        _sleptMs = 0;
        *(uint*)(Clock + VmClockAbi.MagicOffset) = VmClockAbi.VMCLOCK_MAGIC;
        *(uint*)(Clock + VmClockAbi.SizeOffset) = VmClockAbi.MinSizeBytes;
        *(ushort*)(Clock + VmClockAbi.VersionOffset) = VmClockAbi.Version;
        *(ulong*)(Clock + VmClockAbi.FlagsOffset) =
            VmClockAbi.VMCLOCK_FLAG_VM_GEN_COUNTER_PRESENT;
        *Counter = 0;
    }

    private void ChangeCounter(FaultKind kind)
    {
        if (!_subject.SeesForks)
        {
            return;
        }

        Count(kind);
        ++*Counter;
        if (kind != FaultKind.CountAlone)
        {
            _sleepsUntilReseed = SleepsUntilReseed;
        }

        if (kind == FaultKind.CountedFork && ForkStep == 0)
        {
            ForkStep = Steps;
            _isCountedFork = true;
            Ledger.Part();
        }
    }

    /// <summary>The kernel reseeds. After a fork that is when the clones part: what a reseed on
    /// schedule would do in between, no guard can tell from it.</summary>
    private void Reseed()
    {
        Reseeds++;
        _sleepsUntilReseed = 0;
        if (_isCountedFork && !_isSideTaken)
        {
            _isSideTaken = true;
            _branch = _branchToTake + 1;
        }
    }
}
