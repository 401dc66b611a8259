using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>A byte for each state that says a request is in progress on it.</summary>
/// <remarks>
/// It lies outside droppable memory, because a mark inside the state vanishes with its page. A
/// signal handler's request could then make the state whole again, and hide from the interrupted
/// request that its key had become zero. Every request that a signal handler can interrupt sets
/// this mark first and clears it last, whoever serves it. A request that finds it set makes the
/// system call and touches nothing. Only the state's thread and its signal handlers look at the
/// mark, so only the order within that thread counts.
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
        // A handler that comes between the two lines leaves the mark as it found it. Both accesses
        // are volatile, and so is the first one to the state that follows: the compiler keeps their
        // order. The processor needs no barrier, because a handler runs on the same thread.
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
