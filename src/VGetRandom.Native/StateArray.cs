using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>vgetrandom_alloc(): arrays of opaque states in droppable memory.</summary>
internal static class StateArray
{
    /// <summary>The most states in one array: 4 GiB of address space. Nobody means to ask for more.
    /// </summary>
    public const uint MaxStates = 1 << 21;

    /// <summary>Allocates an array that fills whole pages, and hands out its states.</summary>
    /// <param name="hint">How many states the caller wants; 0 counts as 1.</param>
    /// <param name="count">How many states there are.</param>
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

    /// <summary>The same, but leaves it to the caller to hand out the states.</summary>
    public static nint Map(uint hint, out uint count)
    {
        // Has an effect only in code that runs before this library's constructor.
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
