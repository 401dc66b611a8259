using VGetRandom.Simulator.World;

namespace VGetRandom.Native;

/// <summary>The C library of the simulated process: two slots in each thread.</summary>
// SAFETY: pointers are to locals of the callers'.
internal static unsafe class RawLibc
{
    public const int MADV_NOHUGEPAGE = 15;
    public const int MAP_NORESERVE = 0x4000;
    public const int MAP_STACK = 0x20000;

    // The slot of the state, which has a destructor, and the one without.
    private const uint StateKey = 0;
    private const uint TakingKey = 1;

    // As often as a thread looks whether a destructor left something to destroy.
    private const int MaxRounds = 4;

    /// <summary>The simulated process has no variables.</summary>
    public static byte* ReadEnvironment(ReadOnlySpan<byte> name) => null;

    public static int CreateKey(uint* key, delegate*<nint, void> destructor)
    {
        *key = destructor != null ? StateKey : TakingKey;
        if (destructor != null)
        {
            Machine.Current.Destructor = destructor;
        }

        return 0;
    }

    public static nint GetSpecific(uint key)
    {
        Machine.Current.Step();
        return Machine.Current.Running.Slots[key];
    }

    public static int SetSpecific(uint key, nint value)
    {
        Machine.Current.Step();
        Machine.Current.Running.Slots[key] = value;
        return 0;
    }

    /// <summary>What the C library does at the end of a thread.</summary>
    public static void EndThread()
    {
        for (int i = 0; i < MaxRounds && GetSpecific(StateKey) is not 0 and var value; i++)
        {
            _ = SetSpecific(StateKey, 0);
            Machine.Current.Destructor(value);
        }
    }
}
