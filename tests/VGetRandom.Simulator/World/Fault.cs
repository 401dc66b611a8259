namespace VGetRandom.Simulator.World;

/// <summary>What may happen between any two accesses to memory.</summary>
internal enum FaultKind
{
    /// <summary>The kernel drops the page that was used last.</summary>
    Drop,

    /// <summary>The kernel reseeds.</summary>
    Reseed,

    /// <summary>A signal, whose handler makes a request on the same thread.</summary>
    Signal,

    /// <summary>The process forks; what follows is looked at on both sides.</summary>
    Fork,

    /// <summary>The virtual machine is cloned, and the kernel reseeds on both sides.</summary>
    VmFork,

    /// <summary>The virtual machine is cloned, and the counter of its forks changes. The kernel of
    /// each clone reseeds once threads have slept, and until then gives both the same.</summary>
    CountedFork,

    /// <summary>The counter changes and the kernel reseeds likewise, but nothing is cloned: what
    /// follows is one side of an earlier fork.</summary>
    CountedReseed,

    /// <summary>The counter changes, and the kernel is never told.</summary>
    CountAlone,

    /// <summary>Another thread has its turn.</summary>
    Switch,

    /// <summary>From here on all pages are dropped before every step.</summary>
    Storm,

    /// <summary>From here on the kernel reseeds before every step.</summary>
    Churn,

    /// <summary>The kernel's function makes the system call for its next request, and leaves the
    /// state as it is.</summary>
    Bypass,

    /// <summary>From here on it does so for every request.</summary>
    Bypasses,

    /// <summary>From here on the kernel publishes no generation: 0.</summary>
    Unpublished,

    /// <summary>The generator is not ready yet; for this, it comes before the first answer.
    /// </summary>
    Unready,

    /// <summary>There is no memory when it is asked for the next time.</summary>
    NoMemory,

    /// <summary>The next system call fails with EINTR.</summary>
    Interrupted,

    /// <summary>The next system call fails with EAGAIN.</summary>
    NotNow,

    /// <summary>The next system call fails with ENOSYS, as in a sandbox.</summary>
    Refused,

    /// <summary>The next system call gives half of what was asked for.</summary>
    Short,
}

/// <summary>A fault, before a step.</summary>
/// <param name="Step">The number of the step that it comes before, from 1.</param>
/// <param name="Kind">What happens.</param>
internal readonly record struct Fault(int Step, FaultKind Kind)
{
    /// <summary>Whether a request may fail for it.</summary>
    public bool IsFailure => Kind
        is FaultKind.Interrupted or FaultKind.NotNow or FaultKind.Refused or FaultKind.Short;

    public bool IsFork => Kind
        is FaultKind.Fork or FaultKind.VmFork or FaultKind.CountedFork;

    public override string ToString() => $"{Kind}@{Step}";
}
