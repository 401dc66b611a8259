using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Probe.Faults;

/// <summary>A backend with many states of one thread, each on a page of its own.</summary>
/// <remarks>
/// A page that was just filled is on a list of its processor's, where MADV_PAGEOUT from another
/// processor passes it over. With many pages, the one in use was filled long ago. And if both
/// threads share a processor, the dropping thread finds many pages to drop in one turn.
/// </remarks>
// SAFETY: states are leased from a pool, which never unmaps them, and Generation is within them.
internal sealed unsafe class StateRing
{
    private readonly nint[] _states;
    private readonly bool _isManaged;

    private StateRing(IRandomBackend backend, nint[] states, bool isManaged)
    {
        Backend = backend;
        _states = states;
        _isManaged = isManaged;
    }

    public IRandomBackend Backend { get; }

    public int Count => _states.Length;

    /// <summary>Makes a ring for the calling thread, the only one that may draw from it.</summary>
    /// <param name="name">vdso or managed.</param>
    /// <param name="pages">How many states.</param>
    public static StateRing New(string name, int pages)
    {
        ExpansionReadiness.OfThisProcess.Execute();
        int pageSize = Environment.SystemPageSize;
        VdsoParameters parameters = StateReader.Parameters;
        bool isManaged = name == "managed";
        var pool = new StatePool<LinuxKernel>(
            default,
            StateMemory.For(parameters, GeneratorMemory.Bytes),
            pages * pageSize);
        IRandomBackend backend = isManaged
            ? FreshBackend.NewManaged(pool)
            : FreshBackend.New(pool);

        // This request gives the thread a state of the pool.
        byte drawn;
        backend.Fill(&drawn, 1);
        var states = new List<nint>();
        for (int i = 1; i < pool.Geometry.StatesPerChunk; i++)
        {
            nint state = pool.TryLease(Thread.CurrentThread);
            if (state % pageSize == 0)
            {
                states.Add(state);
            }
        }

        return new(backend, [.. states], isManaged);
    }

    /// <summary>Moves the calling thread's next requests to another state.</summary>
    public void Turn(int index)
    {
        ThreadStates.Opaque = _states[index];
        if (_isManaged)
        {
            ThreadStates.Memory = StateReader.MemoryOf(_states[index]);
        }
    }

    /// <summary>Returns the generation that a state notes, or 0 while the state is empty.</summary>
    public ulong Generation(int index) => StateReader.Generation(_states[index], _isManaged);

    /// <summary>Makes the kernel drop a state's page.</summary>
    /// <returns>Whether it did: the page had contents, and has none now. A drop does not count if
    /// the next request has filled the page again by then.</returns>
    public bool TryDrop(int index, int advice) =>
        Generation(index) != 0
        && Libc.madvise(_states[index], (nuint)Environment.SystemPageSize, advice) == 0
        && Generation(index) == 0;
}
