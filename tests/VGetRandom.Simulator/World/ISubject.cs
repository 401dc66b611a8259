namespace VGetRandom.Simulator.World;

/// <summary>Code of the library's, put together to serve requests on a simulated machine.</summary>
// SAFETY: declares only. Callers vouch for length bytes at buffer.
internal unsafe interface ISubject
{
    /// <summary>What it is, in a word or two.</summary>
    string Name { get; }

    /// <summary>Whether it returns a value of 8 bytes instead of filling the buffer.</summary>
    bool IsValue => false;

    /// <summary>Whether a signal handler may come in.</summary>
    bool AllowsSignals => false;

    /// <summary>Whether a thread may fork in the middle of a request: in a handler, that is.
    /// </summary>
    bool ForksInRequests => true;

    /// <summary>Whether it calls the kernel's function.</summary>
    bool HasFunction => false;

    /// <summary>
    /// Whether bytes count as handed out when the kernel's function last looked whether the kernel
    /// had reseeded, and not when they are read.
    /// </summary>
    bool IsVouchedFor => false;

    /// <summary>Whether it looks at the counter of the machine's forks.</summary>
    bool SeesForks => false;

    /// <summary>Whether it serves several threads.</summary>
    bool IsThreaded => false;

    /// <summary>Whether it allocates memory for states itself.</summary>
    bool Allocates => IsThreaded;

    /// <summary>What subjects hold that share static memory, each while it runs.</summary>
    object? Gate => null;

    /// <summary>Bytes in a page.</summary>
    int PageBytes => 4096;

    /// <summary>
    /// Whether one key serves a whole request, as in getrandom(2), so that a virtual machine cloned
    /// in the middle gets the same bytes on both sides.
    /// </summary>
    bool HasOneKey(nuint length) => false;

    /// <summary>A process starts.</summary>
    void Start()
    {
    }

    /// <summary>A thread starts.</summary>
    void StartThread()
    {
    }

    /// <summary>A thread ends.</summary>
    void EndThread()
    {
    }

    /// <summary>The process has ended, after all its threads.</summary>
    void End()
    {
    }

    /// <summary>Serves a request.</summary>
    /// <returns>The number of bytes, or a negative errno.</returns>
    nint Request(byte* buffer, nuint length);
}
