namespace VGetRandom.Simulator.World;

/// <summary>Parts of the library, put together to serve requests on a simulated machine.</summary>
// SAFETY: declares only. Callers vouch for length bytes at buffer.
internal unsafe interface ISubject
{
    /// <summary>A name of a word or two.</summary>
    string Name { get; }

    /// <summary>Whether it returns a value of 8 bytes instead of filling the buffer.</summary>
    bool IsValue => false;

    /// <summary>Whether a signal handler may interrupt it.</summary>
    bool AllowsSignals => false;

    /// <summary>Whether a thread may fork in the middle of a request, that is, in a signal
    /// handler.</summary>
    bool ForksInRequests => true;

    bool HasFunction => false;

    /// <summary>Whether bytes count as handed out when the kernel's function last checked for a
    /// reseed, rather than when they are read.</summary>
    bool IsVouchedFor => false;

    /// <summary>Whether it reads the counter of the machine's forks.</summary>
    bool SeesForks => false;

    /// <summary>Whether it serves several threads.</summary>
    bool IsThreaded => false;

    /// <summary>Whether it allocates the memory of its states itself.</summary>
    bool Allocates => IsThreaded;

    /// <summary>Subjects that share static memory hold this lock, each while it runs.</summary>
    object? Gate => null;

    int PageBytes => 4096;

    /// <summary>Whether one key serves a whole request, as in getrandom(2). Then both sides of a
    /// virtual machine fork in the middle of the request get the same bytes.</summary>
    bool HasOneKey(nuint length) => false;

    void Start()
    {
    }

    void StartThread()
    {
    }

    void EndThread()
    {
    }

    /// <summary>Ends the process, after all its threads.</summary>
    void End()
    {
    }

    /// <summary>Serves a request.</summary>
    /// <returns>The number of bytes, or a negative errno.</returns>
    nint Request(byte* buffer, nuint length);
}
