namespace VGetRandom;

/// <summary>Where random bytes come from.</summary>
public enum BackendKind
{
    /// <summary>
    /// Nowhere: the environment demands a backend that is not available, or none is available at
    /// all. Every request throws.
    /// </summary>
    None,

    /// <summary>The kernel's own function in its vDSO: hardly ever a system call.</summary>
    Vdso,

    /// <summary>
    /// The kernel's algorithm in this process, on RNG info that the kernel publishes for its own
    /// use. Only for those who ask; see docs/GUARANTEES.md.
    /// </summary>
    Managed,

    /// <summary>The getrandom(2) system call.</summary>
    Syscall,

    /// <summary>The kernel's generator by way of /dev/urandom.</summary>
    Device,

    /// <summary>
    /// The platform's <see cref="System.Security.Cryptography.RandomNumberGenerator"/>.
    /// </summary>
    Platform,
}
