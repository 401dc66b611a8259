using VGetRandom.Simulator.World;

namespace VGetRandom.Native;

/// <summary>The whole C interface: getrandom(2) with a state for each thread.</summary>
/// <param name="function">The kernel's function, or 0 if the kernel has none.</param>
// SAFETY: the machine checks every address.
internal sealed unsafe class LibrarySubject(nint function) : ISubject
{
    public string Name => function != 0 ? "library" : "library without the function";

    public object Gate => NativeVdso.Gate;

    public bool AllowsSignals => true;

    public bool HasFunction => function != 0;

    public bool IsThreaded => true;

    public bool SeesForks => true;

    public int PageBytes => 1024;

    // Each pair is a chunk's address and the bits of its free states.
    private static ulong* FirstChunk =>
        (ulong*)Machine.Current.Statics.Find(typeof(LeasedStates), "Chunks");

    public bool IsVouchedFor => function != 0;

    public bool HasOneKey(nuint length) => length > Crossover.FromBatchBytes;

    public void Start()
    {
        Machine.Current.Statics.Reset(typeof(NativeVdso));
        Machine.Current.Statics.Reset(typeof(LeasedStates));
        Machine.Current.Statics.Reset(typeof(NativeForks));
        NativeVdso.Function = function;
        Exports.Start();

        // Take all states of the first chunk, so that the threads to come need more.
        ulong* chunks = FirstChunk;
        if (chunks != null && chunks[0] != 0)
        {
            chunks[1] = 0;
        }
    }

    public void EndThread() => RawLibc.EndThread();

    public void End()
    {
        ulong* chunks = FirstChunk;
        if (chunks == null || chunks[0] == 0)
        {
            return;
        }

        for (chunks += 2; chunks[0] != 0; chunks += 2)
        {
            if (chunks[1] != ulong.MaxValue)
            {
                throw new Violation(
                    "pool", $"all threads have ended, and of their states {chunks[1]:x} are free");
            }
        }
    }

    public nint Request(byte* buffer, nuint length) => Exports.GetRandom(buffer, length, 0);
}
