namespace VGetRandom.Simulator.World;

/// <summary>Code of the library's, put together to serve requests on a simulated machine.</summary>
// SAFETY: declares only. Callers vouch for length bytes at buffer.
internal unsafe interface ISubject
{
    /// <summary>What it is, in a word or two.</summary>
    string Name { get; }

    /// <summary>Whether it returns a value of 8 bytes instead of filling the buffer.</summary>
    bool IsValue { get; }

    /// <summary>Whether a signal handler may come in.</summary>
    bool AllowsSignals { get; }

    /// <summary>
    /// Whether one key serves a whole request, as in getrandom(2), so that a virtual machine cloned
    /// in the middle gets the same bytes on both sides.
    /// </summary>
    bool HasOneKey { get; }

    /// <summary>Bytes of droppable memory that it uses.</summary>
    int UsedBytes { get; }

    /// <summary>Serves a request.</summary>
    /// <returns>The number of bytes, or a negative errno.</returns>
    nint Request(byte* buffer, nuint length);
}
