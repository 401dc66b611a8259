using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>A byte, one for each state, that says a request is under way on it.</summary>
/// <remarks>
/// It lies outside droppable memory, because the mark within a state vanishes with its page: were
/// that one alone, a signal handler's request could come between, make the state whole again, and
/// so hide from the interrupted request that its key had become zero. Every request that a signal
/// handler can interrupt sets it first and clears it last, whoever serves: our algorithm, the
/// kernel's function, an expansion. A request that finds it set makes the system call and touches
/// nothing.
/// <para>
/// Only the state's own thread and its signal handlers look at it, so order within the thread is
/// all that counts.
/// </para>
/// </remarks>
// SAFETY: the address is that of a byte which lives as long as its state.
internal readonly unsafe struct RequestMark(byte* address)
{
    /// <summary>Sets the mark, unless it is set.</summary>
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
