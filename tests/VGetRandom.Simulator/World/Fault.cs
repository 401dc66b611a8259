namespace VGetRandom.Simulator.World;

/// <summary>A fault that can come between any two accesses to memory.</summary>
internal enum FaultKind
{
    /// <summary>The kernel drops the page that was used last.</summary>
    Drop,

    /// <summary>The kernel reseeds.</summary>
    Reseed,

    /// <summary>A signal arrives, and its handler makes a request on the same thread.</summary>
    Signal,

    /// <summary>The process forks, and the simulator follows both sides.</summary>
    Fork,

    /// <summary>The virtual machine is cloned, and the kernel reseeds on both sides.</summary>
    VmFork,

    /// <summary>The virtual machine is cloned, and the counter of its forks changes. Each clone's
    /// kernel reseeds only once threads have slept; until then both clones get the same
    /// bytes.</summary>
    CountedFork,

    /// <summary>The counter changes and the kernel reseeds likewise, but nothing is cloned: the run
    /// goes on as one side of an earlier fork.</summary>
    CountedReseed,

    /// <summary>The counter changes, but the kernel is never told.</summary>
    CountAlone,

    /// <summary>Another thread has its turn.</summary>
    Switch,

    /// <summary>From here on the kernel drops all pages before every step.</summary>
    Storm,

    /// <summary>From here on the kernel reseeds before every step.</summary>
    Churn,

    /// <summary>The kernel's function serves its next request by system call and leaves the state
    /// as it is.</summary>
    Bypass,

    /// <summary>From here on the function does so for every request.</summary>
    Bypasses,

    /// <summary>From here on the kernel publishes 0, which is no generation.</summary>
    Unpublished,

    /// <summary>The generator is not ready yet. Has an effect only before the first
    /// answer.</summary>
    Unready,

    /// <summary>The next request for memory fails.</summary>
    NoMemory,

    /// <summary>The next system call fails with EINTR.</summary>
    Interrupted,

    /// <summary>The next system call fails with EAGAIN.</summary>
    NotNow,

    /// <summary>The next system call fails with ENOSYS, as in a sandbox.</summary>
    Refused,

    /// <summary>The next system call returns half of what was asked for.</summary>
    Short,
}

/// <summary>A fault that comes before a step.</summary>
/// <param name="Step">The number of that step, from 1.</param>
/// <param name="Kind">What happens.</param>
internal readonly record struct Fault(int Step, FaultKind Kind)
{
    /// <summary>Whether a request may fail because of it.</summary>
    public bool IsFailure => Kind
        is FaultKind.Interrupted or FaultKind.NotNow or FaultKind.Refused or FaultKind.Short;

    public bool IsFork => Kind
        is FaultKind.Fork or FaultKind.VmFork or FaultKind.CountedFork;

    public override string ToString() => $"{Kind}@{Step}";
}
