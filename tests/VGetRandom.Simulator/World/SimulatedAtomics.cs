using System.Diagnostics.CodeAnalysis;

namespace VGetRandom.Simulator.World;

/// <summary>Volatile, with a step for each access.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "As the base library's class has it.")]
internal static class SimulatedVolatile
{
    public static void ReadBarrier()
    {
        // The simulated processor keeps to program order.
    }

    public static T Read<T>(ref readonly T location)
        where T : unmanaged
    {
        Machine.Current.Step("read atomically");
        SimulatedUnsafe.Check(in location);
        return location;
    }

    public static void Write(ref byte location, byte value) => Set(ref location, value);

    public static void Write(ref int location, int value) => Set(ref location, value);

    public static void Write(ref uint location, uint value) => Set(ref location, value);

    public static void Write(ref long location, long value) => Set(ref location, value);

    public static void Write(ref ulong location, ulong value) => Set(ref location, value);

    public static void Write(ref nint location, nint value) => Set(ref location, value);

    private static void Set<T>(ref T location, T value)
        where T : unmanaged
    {
        Machine.Current.Step("write atomically");
        SimulatedUnsafe.NoteNumber(ref location);
        location = value;
    }
}

/// <summary>Interlocked, with a step for each operation.</summary>
internal static class SimulatedInterlocked
{
    public static T CompareExchange<T>(ref T location, T value, T comparand)
        where T : unmanaged
    {
        Machine.Current.Step("exchange atomically");
        SimulatedUnsafe.NoteNumber(ref location);
        return System.Threading.Interlocked.CompareExchange(ref location, value, comparand);
    }

    public static ulong Exchange(ref ulong location, ulong value)
    {
        Machine.Current.Step("exchange atomically");
        return System.Threading.Interlocked.Exchange(ref location, value);
    }

    public static ulong Or(ref ulong location, ulong value)
    {
        Machine.Current.Step("exchange atomically");
        SimulatedUnsafe.NoteNumber(ref location);
        return System.Threading.Interlocked.Or(ref location, value);
    }

    public static long Increment(ref long location)
    {
        Machine.Current.Step();
        return System.Threading.Interlocked.Increment(ref location);
    }

    public static long Read(ref readonly long location)
    {
        Machine.Current.Step();
        return location;
    }

    public static void MemoryBarrier()
    {
        // The simulated processor keeps to program order.
    }
}
