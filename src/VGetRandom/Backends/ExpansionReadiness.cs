using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Diagnostics;

namespace VGetRandom.Backends;

/// <summary>Whether ChaCha20 is compiled, so that a large request need not wait for that.</summary>
/// <remarks>
/// Compiling it takes longer than the system call takes for megabytes. So once a process makes a
/// large request, or many small ones, another thread compiles it. Until then the system call serves
/// large requests, and the kernel's function small ones. Direct calls of
/// <see cref="ChaCha20Blocks"/> do not depend on this.
/// </remarks>
internal class ExpansionReadiness
{
    // Every count up to nearly twice the 32 of the widest pass, so that every remainder of a pass
    // occurs.
    private const int MaxBlocks = 63;

    // Otherwise this thread and the request that started it would load types and compile code at
    // the same time, and wait for each other.
    private const int PauseMs = 20;

    // Compiling takes as long as batches save in millions of small requests.
    private const int FewRequests = 100;

    private int _stage;
    private int _requests;

    private enum Stage
    {
        NotStarted,
        Started,
        Ready,
    }

    /// <summary>The one of this process, because code is compiled once for all.</summary>
    public static ExpansionReadiness OfThisProcess { get; } = new();

    /// <summary>Whether expansions are worthwhile: without vector registers the kernel is faster.
    /// </summary>
    /// <remarks>
    /// Not inlined, because in a library compiled ahead, code that asks for the register width is
    /// left to the JIT. A process's first request does not ask, because the JIT would compile this
    /// for it.
    /// </remarks>
    public static bool IsWorthwhile
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => ChaCha20Blocks.WidthBits > 0;
    }

    /// <summary>Whether a large request should be expanded now. If code is compiled at run time,
    /// the first call says no and starts the compilation.</summary>
    public virtual bool IsReady => IsCompiled || (IsWorthwhile && Start());

    /// <summary>
    /// Whether a small request should be taken from a batch. If code is compiled at run time, the
    /// first requests get no, so a process that makes only a few compiles nothing.
    /// </summary>
    public virtual bool IsReadyForBatch =>
        IsCompiled || (_requests++ >= FewRequests && IsWorthwhile && Start());

    private bool IsCompiled => RuntimeFeature.IsDynamicCodeCompiled
        ? Volatile.Read(ref _stage) == (int)Stage.Ready
        : IsWorthwhile;

    /// <summary>Compiles on the calling thread, as measurements and tests do before they begin.
    /// </summary>
    public void Execute()
    {
        try
        {
            Compile();
            Volatile.Write(ref _stage, (int)Stage.Ready);
        }
        catch (OutOfMemoryException)
        {
            // The system call keeps serving. An exception here would end the process.
        }
    }

    /// <summary>Starts a thread that calls <see cref="Execute"/>, because this process draws more
    /// than a few numbers.</summary>
    protected virtual bool TryStartThread() =>
        BackgroundThread.TryStart(() =>
        {
            Thread.Sleep(PauseMs);
            Execute();
            Publication.Begin();
        }) is not null;

    /// <summary>Makes the JIT compile every method that an expansion may call.</summary>
    // SAFETY: output has room for MaxBlocks blocks, and key for KeyBytes bytes; neither is secret.
    protected virtual unsafe void Compile()
    {
        byte* output = stackalloc byte[MaxBlocks * ChaCha20Blocks.BlockBytes];
        byte* key = stackalloc byte[ChaCha20Blocks.KeyBytes];
        for (nuint blocks = 1; blocks <= MaxBlocks; blocks++)
        {
            ulong counter = 0;
            ChaCha20Blocks.Generate(output, blocks, key, ref counter);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Start()
    {
        int before = Interlocked.CompareExchange(
            ref _stage, (int)Stage.Started, (int)Stage.NotStarted);
        if (before != (int)Stage.NotStarted || TryStartThread())
        {
            return before == (int)Stage.Ready;
        }

        // Without a thread, waiting once is better than making system calls for ever.
        Execute();
        return Volatile.Read(ref _stage) == (int)Stage.Ready;
    }
}
