namespace VGetRandom.States;

/// <summary>Where the calling thread finds its states.</summary>
/// <remarks>
/// Numbers, in a class that is not generic: those the JIT reads at a fixed place in the thread's
/// memory (https://github.com/dotnet/runtime/pull/82973). A reference, or a static of a generic
/// class, is a look-up that takes as long as drawing a number. The objects behind them are in
/// their pools' lists.
/// <para>
/// 0 is no state, and no pool.
/// </para>
/// </remarks>
internal static class ThreadStates
{
    /// <summary>
    /// The address of the state in the kernel function's own format. It counts only if it is of the
    /// reader's pool: several may want one on a thread.
    /// </summary>
    [ThreadStatic]
    public static nint Opaque;

    /// <summary>The number of the pool that it belongs to.</summary>
    [ThreadStatic]
    public static nint OpaquePool;

    /// <summary>The address of the memory for keys from the system call, likewise.</summary>
    [ThreadStatic]
    public static nint Keys;

    /// <summary>The number of the pool that it belongs to.</summary>
    [ThreadStatic]
    public static nint KeysPool;

    /// <summary>
    /// The address of the generator's memory behind the state, on the process's one managed
    /// backend.
    /// </summary>
    [ThreadStatic]
    public static nint Memory;

    /// <summary>Whether a batch was made there, so that one that is missing was dropped.</summary>
    [ThreadStatic]
    public static bool HasBatch;
}
