namespace VGetRandom.Simulator.World;

/// <summary>What the library does with references, as far as the machine must know about
/// it.</summary>
// SAFETY: static memory is mapped until the machine is disposed of.
internal static unsafe class SimulatedUnsafe
{
    /// <summary>Returns where a static struct lies: in the machine, because each process has its
    /// own.</summary>
    public static void* AsPointer<T>(ref T location)
        where T : unmanaged
    {
        _ = location;
        return Machine.Current.Statics.Of<T>();
    }

    public static void SkipInit<T>(out T value) =>
        System.Runtime.CompilerServices.Unsafe.SkipInit(out value);

    /// <summary>Checks that an object can lie at an address, so that no error code passes for
    /// one.</summary>
    public static void Check<T>(ref readonly T location)
        where T : unmanaged
    {
        nint address = AddressOf(in location);
        if (address is > -Memory.ArenaBytes and < Memory.ArenaBytes)
        {
            throw new Violation("memory", "an access to what is no address");
        }
    }

    /// <summary>Notes that a number is written where random bytes may have been.</summary>
    public static void NoteNumber<T>(ref T location)
        where T : unmanaged
    {
        Check(in location);
        Machine.Current.Memory.SetTags((byte*)AddressOf(in location), sizeof(T), Tag.Zero);
    }

    private static nint AddressOf<T>(ref readonly T location) =>
        (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(
            ref System.Runtime.CompilerServices.Unsafe.AsRef(in location));
}
