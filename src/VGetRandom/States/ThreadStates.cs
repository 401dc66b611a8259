namespace VGetRandom.States;

/// <summary>Where the calling thread finds its states.</summary>
/// <remarks>
/// Plain numbers in a class that is not generic, because the JIT reads those at a fixed place in
/// the thread's memory (https://github.com/dotnet/runtime/pull/82973). Looking up a reference, or a
/// static of a generic class, takes as long as drawing a number. The objects are in their pools'
/// lists. 0 means no state and no pool.
/// </remarks>
internal static class ThreadStates
{
    /// <summary>The address of the state in the kernel function's own format. It counts only if it
    /// belongs to the reader's pool, because a thread may use several pools.</summary>
    [ThreadStatic]
    public static nint Opaque;

    /// <summary>The number of that state's pool.</summary>
    [ThreadStatic]
    public static nint OpaquePool;

    /// <summary>The address of the memory for keys from the system call; counts under the same
    /// condition.</summary>
    [ThreadStatic]
    public static nint Keys;

    /// <summary>The number of that memory's pool.</summary>
    [ThreadStatic]
    public static nint KeysPool;

    /// <summary>The address of the generator's memory behind the state, on the process's only
    /// managed backend.</summary>
    [ThreadStatic]
    public static nint Memory;

    /// <summary>Whether a batch was made there; if it is missing, the page was dropped.</summary>
    [ThreadStatic]
    public static bool HasBatch;
}
