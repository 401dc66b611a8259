using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>Tells whether the kernel has reseeded after a virtual machine fork, by the generation
/// that its function notes in a state.</summary>
/// <param name="function">The kernel's function.</param>
/// <param name="stateBytes">Bytes in its state.</param>
/// <param name="memoryOffset">Bytes from the state to the generator's memory.</param>
/// <param name="generationOffset">The word in the state that notes the kernel's generation, or -1
/// if it is not known.</param>
// SAFETY: the caller guarantees stateBytes at the state, which lies memoryOffset below the memory,
// and GeneratorMemory.Bytes there; the word lies within the state.
internal readonly unsafe struct ForkWitness<TFunction>(
    TFunction function, nuint stateBytes, nint memoryOffset, int generationOffset)
    where TFunction : struct, IVdsoFunction
{
    /// <summary>Empties a page that was begun before the last virtual machine fork.</summary>
    /// <param name="memory">The thread's memory, or null if it has none.</param>
    /// <param name="mark">The page mark of the last fork after which the kernel reseeded.</param>
    /// <remarks>A thread does this only to its own page, because another thread may have begun its
    /// page anew.</remarks>
    public void Adopt(byte* memory, ulong mark)
    {
        if (memory != null && DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) != mark)
        {
            Wipe(memory);
            DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);
        }
    }

    /// <summary>Asks whether the kernel has reseeded since this thread's first question about this
    /// virtual machine fork.</summary>
    /// <param name="memory">The thread's memory, or null if it has none.</param>
    /// <param name="mark">The page mark of the fork for which the request waits.</param>
    public bool HasMoved(byte* memory, ulong mark)
    {
        if (memory == null || generationOffset < 0)
        {
            return false;
        }

        ulong* awaited = GeneratorMemory.Awaited(memory);
        ulong* generation = (ulong*)(memory - memoryOffset + generationOffset);
        bool isNoted = DirectAccess.ReadUInt64(awaited) == mark;

        // A page that vanishes reads 0, which is never a generation.
        ulong before = DirectAccess.ReadUInt64(generation);
        if (!isNoted || before == 0)
        {
            // The first question: let the function note the present generation in an empty state.
            // A generation noted before the fork would not do: a scheduled reseed may have changed
            // it before the fork, and does not make the clones differ.
            Wipe(memory);
            _ = TryAsk(memory);
            DirectAccess.WriteUInt64(awaited, mark);
            return false;
        }

        if (!TryAsk(memory))
        {
            return false;
        }

        ulong after = DirectAccess.ReadUInt64(generation);
        return after != 0 && after != before && DirectAccess.ReadUInt64(awaited) == mark;
    }

    private bool TryAsk(byte* memory) => function.Invoke(
        GeneratorMemory.Answer(memory),
        1,
        GetRandomAbi.GRND_NONBLOCK,
        memory - memoryOffset,
        stateBytes) == 1;

    private void Wipe(byte* memory)
    {
        // In pieces: to wipe much at once, the base library needs a runtime, which C does not have.
        const int PieceBytes = 256;
        byte* state = memory - memoryOffset;
        uint bytes = (uint)memoryOffset + (uint)GeneratorMemory.Bytes;
        for (uint done = 0; done < bytes; done += PieceBytes)
        {
            DirectAccess.Clear(state + done, Math.Min(bytes - done, PieceBytes));
        }
    }
}
