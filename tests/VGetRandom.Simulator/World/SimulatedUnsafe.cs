namespace VGetRandom.Simulator.World;

/// <summary>What the library does with references, as far as the machine must know of it.</summary>
// SAFETY: static memory is mapped until the machine is disposed of.
internal static unsafe class SimulatedUnsafe
{
    /// <summary>Where a static struct lies: in the machine, for each has a process of its own.
    /// </summary>
    public static void* AsPointer<T>(ref T location)
        where T : unmanaged
    {
        _ = location;
        return Machine.Current.Statics.Of<T>();
    }

    public static void SkipInit<T>(out T value) =>
        System.Runtime.CompilerServices.Unsafe.SkipInit(out value);

    /// <summary>Notes that a number is written, where there may have been random bytes.</summary>
    public static void NoteNumber<T>(ref T location)
        where T : unmanaged =>
        Machine.Current.Memory.SetTags(
            (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref location),
            sizeof(T),
            Tag.Zero);
}
