using VGetRandom.Simulator.World;

namespace VGetRandom.Native;

/// <summary>The C library of the simulated process, with two slots in each thread.</summary>
// SAFETY: pointers are to locals of the callers.
internal static unsafe class RawLibc
{
    public const int MADV_NOHUGEPAGE = 15;
    public const int MAP_NORESERVE = 0x4000;
    public const int MAP_STACK = 0x20000;

    // The state's slot has a destructor; the other has none.
    private const uint StateKey = 0;
    private const uint TakingKey = 1;

    // How often a thread checks whether a destructor left something to destroy.
    private const int MaxRounds = 4;

    /// <summary>Always null: the simulated process has no environment variables.</summary>
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

    /// <summary>Does what the C library does when a thread ends.</summary>
    public static void EndThread()
    {
        for (int i = 0; i < MaxRounds && GetSpecific(StateKey) is not 0 and var value; i++)
        {
            _ = SetSpecific(StateKey, 0);
            Machine.Current.Destructor(value);
        }
    }
}
