using VGetRandom.Kernel;

namespace VGetRandom.Simulator.World;

// The hypervisor's counter of the machine's forks, and the time that passes meanwhile.
// SAFETY: the page lies behind the buffers of all requests.
internal sealed unsafe partial class Machine
{
    // The kernel's worker runs when a thread sleeps. A thread that keeps asking without sleeping
    // would hold the worker up for longer than anybody waits.
    private const int SleepsUntilReseed = 3;
    private const int StepsPerMs = 20;

    private const int ClockOffset = 24 * 1024;

    private bool _isCountedFork;
    private bool _isSideTaken;
    private int _sleepsUntilReseed;
    private long _sleptMs;

    public byte* Clock => Memory.Kept + ClockOffset;

    /// <summary>The counter of forks in that page.</summary>
    public ulong* Counter => (ulong*)(Clock + VmClockAbi.GenerationCounterOffset);

    /// <summary>The time on a clock that nobody sets back.</summary>
    public long NowMs => _sleptMs + (Steps / StepsPerMs);

    /// <summary>Sleeps for a millisecond.</summary>
    public void Sleep()
    {
        Step("sleep");
        _sleptMs++;
        if (_sleepsUntilReseed > 0 && --_sleepsUntilReseed == 0)
        {
            Reseed();
        }
    }

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

    /// <summary>Reseeds. After a counted fork the clones part here: a guard could not tell a
    /// scheduled reseed in between from this one.</summary>
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
