using System.Runtime.InteropServices;
using VGetRandom.Kernel;

namespace VGetRandom.Managed.Search;

/// <summary>A private copy and a state that it filled, with which we tell apart the three things
/// that the function can do, without knowing what a state looks like.</summary>
/// <remarks>
/// It <em>keeps</em> the state's key: equal requests have equal results, because nothing fresh went
/// in. It <em>re-keys</em>: no result comes twice, and the state notes the generation of the key.
/// It <em>falls back</em> to the system call: bytes arrive and the state stays as it was.
/// </remarks>
internal sealed class RngInfoTrial(PrivateVdso copy, int stateBytes)
    : VdsoTrial<VdsoFunction>(copy.Function, stateBytes)
{
    private readonly byte[] _start = new byte[stateBytes];
    private readonly byte[] _kept = new byte[stateBytes];
    private UInt128 _keptOutput;
    private UInt128 _freshOutput;

    public Span<byte> StandIn => copy.StandIn;

    /// <summary>The state with which every trial begins.</summary>
    public ReadOnlySpan<byte> Start => _start;

    /// <summary>The place under proof.</summary>
    public RngInfoPlace Place { get; set; } = new(0, 0, 0);

    /// <summary>The generation under which the first state was filled.</summary>
    public ulong Generation { get; private set; }

    /// <summary>Lets the function fill an empty state.</summary>
    public bool Fill()
    {
        bool isFilled = Request(_start);
        State.CopyTo(_start);
        return isFilled;
    }

    /// <summary>Notes what a request does to the filled state when nothing has changed.</summary>
    /// <returns>Whether that is the same each time, and draws from the state.</returns>
    public bool NoteWhatKeepingDoes()
    {
        Generation = BitConverter.ToUInt64(StandIn[Place.GenerationOffset..]);
        bool isFilled = Request(_start);
        State.CopyTo(_kept);
        _keptOutput = Output;
        return isFilled && _keptOutput != 0 && !State.SequenceEqual(_start) && Keeps();
    }

    /// <summary>Puts the first state's generation and readiness back into their places.</summary>
    public void Restore()
    {
        SetGeneration(Generation);
        StandIn[Place.ReadyOffset] = 1;
    }

    public void SetGeneration(ulong generation) =>
        MemoryMarshal.Write(StandIn[Place.GenerationOffset..], generation);

    /// <summary>Whether a request keeps the state's key.</summary>
    public bool Keeps() =>
        Request(_start) && Output == _keptOutput && State.SequenceEqual(_kept);

    /// <summary>Whether a request makes a key for this generation.</summary>
    public bool Rekeys(ulong generation) =>
        Request(_start)
        && IsFresh()
        && !State.SequenceEqual(_start)
        && BitConverter.ToUInt64(State[Place.StateGenerationOffset..]) == generation;

    /// <summary>Whether a request makes the system call instead.</summary>
    public bool FallsBack() =>
        Request(_start) && IsFresh() && State.SequenceEqual(_start);

    /// <summary>Whether it keeps, re-keys and falls back as the place says.</summary>
    public bool DoesAllThree()
    {
        ulong other = ~Generation;
        bool does = Keeps();
        SetGeneration(other);
        does = does && Rekeys(other);
        StandIn[Place.ReadyOffset] = 0;
        does = does && FallsBack();
        Restore();
        return does;
    }

    private bool IsFresh()
    {
        UInt128 previous = _freshOutput;
        _freshOutput = Output;
        return _freshOutput != previous && _freshOutput != _keptOutput && _freshOutput != 0;
    }
}
