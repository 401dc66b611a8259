namespace VGetRandom;

/// <summary>Where random bytes come from.</summary>
public enum BackendKind
{
    /// <summary>Nowhere: every request throws, because the environment demands a backend that is
    /// not available, or because none is.</summary>
    None,

    /// <summary>The kernel's own function in its vDSO: hardly ever a system call.</summary>
    Vdso,

    /// <summary>The kernel's algorithm in this process, which reads RNG info that the kernel
    /// publishes for its own use. Opt-in only; see GUARANTEES.md.</summary>
    Managed,

    /// <summary>The getrandom(2) system call.</summary>
    Syscall,

    /// <summary>The kernel's generator through /dev/urandom.</summary>
    Device,

    /// <summary>The platform's
    /// <see cref="System.Security.Cryptography.RandomNumberGenerator"/>.</summary>
    Platform,
}
