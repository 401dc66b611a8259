using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Diagnostics;

namespace VGetRandom.Backends;

/// <summary>Whether ChaCha20 is compiled, so that a large request need not wait for that.</summary>
/// <remarks>
/// Compiling it takes longer than the system call takes for megabytes. So another thread compiles
/// it once a process makes a large request, or many small ones. Until that is done, the system call
/// serves large requests and the kernel's function small ones. Who calls
/// <see cref="ChaCha20Blocks"/> directly has nothing to do with this.
/// </remarks>
internal class ExpansionReadiness
{
    // Every count up to nearly twice the 32 of the widest pass, so every rest of a pass occurs too.
    private const int MaxBlocks = 63;

    // The thread loads types and compiles code as the request that started it does, for which they
    // would wait for each other, and on one processor take turns.
    private const int PauseMs = 20;

    // Compiling takes as long as millions of small requests save by it.
    private const int FewRequests = 100;

    private int _stage;
    private int _requests;

    private enum Stage
    {
        NotStarted,
        Started,
        Ready,
    }

    /// <summary>That of this process: code is compiled once, whoever needs it.</summary>
    public static ExpansionReadiness OfThisProcess { get; } = new();

    /// <summary>
    /// Whether expansions are of any use: without vector registers the kernel is quicker.
    /// </summary>
    /// <remarks>Not copied to its callers: code that asks for the width of registers is left to the
    /// JIT, and they would be, too, where the library is compiled ahead. Not asked on the way of a
    /// process's first request, for which the JIT would compile it.</remarks>
    public static bool IsWorthwhile
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => ChaCha20Blocks.WidthBits > 0;
    }

    /// <summary>
    /// Whether a large request should be expanded now. The first time it is asked where code is
    /// compiled at run time, the answer is no, and the compilation begins.
    /// </summary>
    public virtual bool IsReady => IsCompiled || (IsWorthwhile && Start());

    /// <summary>
    /// Whether a small request should be taken from a batch. Where code is compiled at run time,
    /// the answer is no for the first of them, and a process that makes few has nothing compiled.
    /// </summary>
    public virtual bool IsReadyForBatch =>
        IsCompiled || (_requests++ >= FewRequests && IsWorthwhile && Start());

    private bool IsCompiled => RuntimeFeature.IsDynamicCodeCompiled
        ? Volatile.Read(ref _stage) == (int)Stage.Ready
        : IsWorthwhile;

    /// <summary>
    /// Compiles on the calling thread. Measurements and tests do so before they begin.
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
            // The system call goes on serving; an exception would end the process.
        }
    }

    /// <summary>
    /// Has a new thread call <see cref="Execute"/>: this process draws more than a few numbers.
    /// </summary>
    protected virtual bool TryStartThread() =>
        BackgroundThread.TryStart(() =>
        {
            Thread.Sleep(PauseMs);
            Execute();
            Publication.Begin();
        }) is not null;

    /// <summary>Has every method compiled that an expansion may call.</summary>
    // SAFETY: output has room for MaxBlocks, and the key its bytes; neither is a secret.
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

        // Without a thread to do it, a wait now is better than system calls for ever.
        Execute();
        return Volatile.Read(ref _stage) == (int)Stage.Ready;
    }
}
