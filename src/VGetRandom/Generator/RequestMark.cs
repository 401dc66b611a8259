using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>A byte for each state, which is set while a request uses that state.</summary>
/// <remarks>
/// The byte lies outside droppable memory, because a mark inside the state vanishes with its page.
/// A signal handler's request could then fill the state anew, and the interrupted request would
/// succeed although its key had become zeros. Every request that a signal handler can interrupt
/// sets this mark first and clears it last. A request that finds the mark set makes the system
/// call, and does not touch the state. Only the state's thread and its signal handlers read the
/// mark, so only the order within that thread matters.
/// </remarks>
// SAFETY: the byte at address lives as long as its state.
internal readonly unsafe struct RequestMark(byte* address)
{
    /// <summary>Sets the mark if it is clear.</summary>
    /// <returns>Whether it was clear.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySet<TAccess>()
        where TAccess : struct, IMemoryAccess
    {
        // A handler that comes between reading and writing leaves the mark as it found it. Both
        // accesses are volatile, and so is the first access to the state after them, so the
        // compiler keeps their order. The processor needs no barrier, because a handler runs on the
        // same thread.
        if (TAccess.ReadByte(address) != 0)
        {
            return false;
        }

        TAccess.WriteByte(address, 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Clear<TAccess>()
        where TAccess : struct, IMemoryAccess =>
        TAccess.WriteByte(address, 0);
}
