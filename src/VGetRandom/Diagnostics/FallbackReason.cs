namespace VGetRandom.Diagnostics;

/// <summary>Why something slower than the backend served a request, or a chunk of one.</summary>
internal enum FallbackReason
{
    /// <summary>The kernel's generator was not known to be ready.</summary>
    NotReady,

    /// <summary>There was no memory for the thread's state or key.</summary>
    NoMemory,

    /// <summary>The kernel's function did not serve the whole request.</summary>
    FunctionRefused,

    /// <summary>There was no key for a large request, or its page vanished twice.</summary>
    NoKey,

    /// <summary>The code that expands keys was still being compiled, or has no vectors to use.
    /// </summary>
    NotExpanding,

    /// <summary>The system call is refused, and the device serves.</summary>
    SyscallRefused,

    /// <summary>A cross-check of the managed backend stayed unclear.</summary>
    Unclear,

    /// <summary>A cross-check of the managed backend had failed.</summary>
    Distrusted,
}
