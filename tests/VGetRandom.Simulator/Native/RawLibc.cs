using VGetRandom.Simulator.World;

namespace VGetRandom.Native;

/// <summary>The C library of the simulated process: a slot in each thread, signals, a clock.
/// </summary>
// SAFETY: pointers are to locals of the callers'.
internal static unsafe class RawLibc
{
    public const int CLOCK_MONOTONIC_COARSE = 6;
    public const int MAP_NORESERVE = 0x4000;
    public const int SIG_SETMASK = 2;

    // As often as a thread looks whether a destructor left something to destroy.
    private const int MostRounds = 4;

    public static int* ErrnoLocation() => (int*)Machine.Current.Statics.Of<int>();

    public static int GetTime(int clock, TimeSpecification* time)
    {
        Machine.Current.Step();
        long ms = SimulatedEnvironment.TickCount64;
        *time = new() { Seconds = (nint)(ms / 1000), Nanoseconds = (nint)(ms % 1000 * 1_000_000) };
        return 0;
    }

    public static int SetSignalMask(int how, SignalSet* set, SignalSet* previous)
    {
        bool wasMasked = Machine.Current.MaskSignals(set->IsFull);
        if (previous is not null)
        {
            *previous = new(wasMasked);
        }

        return 0;
    }

    public static int CreateKey(uint* key, delegate*<nint, void> destructor)
    {
        *key = 0;
        Machine.Current.Destructor = destructor;
        return 0;
    }

    public static nint GetSpecific(uint key)
    {
        Machine.Current.Step();
        return Machine.Current.Running.Slot;
    }

    public static int SetSpecific(uint key, nint value)
    {
        Machine.Current.Step();
        Machine.Current.Running.Slot = value;
        return 0;
    }

    /// <summary>What the C library does at the end of a thread.</summary>
    public static void EndThread()
    {
        for (int i = 0; i < MostRounds && GetSpecific(0) is not 0 and var value; i++)
        {
            _ = SetSpecific(0, 0);
            Machine.Current.Destructor(value);
        }
    }

    public readonly struct SignalSet(bool isFull)
    {
        public static SignalSet All => new(true);

        public bool IsFull { get; } = isFull;
    }

    public struct TimeSpecification
    {
        public nint Seconds, Nanoseconds;
    }
}
