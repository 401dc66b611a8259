using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>vgetrandom_alloc(): arrays of opaque states in special memory.</summary>
internal static class StateArray
{
    /// <summary>The most states in one array, 4 GiB of address space; more were surely not meant.
    /// </summary>
    public const uint MaxStates = 1 << 21;

    /// <summary>Allocates an array that fills whole pages, and hands its states out.</summary>
    /// <param name="hint">How many states are wanted; 0 counts as 1.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>The first state's address, or a negative errno.</returns>
    public static nint Allocate(uint hint, out uint count)
    {
        nint first = Map(hint, out count);
        for (uint i = 0; first > 0 && i < count; i++)
        {
            StateTable.Add(first + ((nint)i * NativeVdso.Stride));
        }

        return first;
    }

    /// <summary>The same, but hands out none: that is left to the caller.</summary>
    public static nint Map(uint hint, out uint count)
    {
        // Nothing, except in what runs before this library's constructor.
        NativeVdso.Find();
        uint perPage = (uint)(NativeVdso.PageSize / NativeVdso.Stride);
        uint wanted = Math.Clamp(hint, 1, MaxStates);
        count = (wanted + perPage - 1) / perPage * perPage;
        nuint length = (nuint)count * (nuint)NativeVdso.Stride;

        nint first = NativeVdso.Map(length);
        if (first <= 0)
        {
            return first == 0 ? -Errno.ENOMEM : first;
        }

        int refusal = StateTable.MakeRoom(first, length);
        if (refusal != 0)
        {
            _ = default(NativeKernel).Unmap(first, length);
            return refusal;
        }

        return first;
    }
}
