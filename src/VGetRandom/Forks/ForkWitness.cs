using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Forks;

/// <summary>Sees that the kernel has reseeded, by what the kernel's function notes in a state.
/// </summary>
/// <param name="function">The kernel's function.</param>
/// <param name="stateBytes">Bytes in its state.</param>
/// <param name="memoryOffset">Bytes from the state to the generator's memory.</param>
/// <param name="generationOffset">The word in the state that notes the kernel's generation, or -1
/// where it is not known.</param>
// SAFETY: the caller vouches for stateBytes at the state, memoryOffset below the memory, and for
// GeneratorMemory.Bytes there; the word lies within the state.
internal readonly unsafe struct ForkWitness<TFunction>(
    TFunction function, nuint stateBytes, nint memoryOffset, int generationOffset)
    where TFunction : struct, IVdsoFunction
{
    /// <summary>Empties a page that was begun before the last fork.</summary>
    /// <param name="memory">The thread's memory, or null where it has none.</param>
    /// <param name="mark">The mark of the fork after which the kernel has reseeded.</param>
    /// <remarks>Only the owner does this: what is at the address of another thread's page may be
    /// something else by now.</remarks>
    public void Adopt(byte* memory, ulong mark)
    {
        if (memory != null && DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) != mark)
        {
            Wipe(memory);
            DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);
        }
    }

    /// <summary>Asks whether the kernel has reseeded since the first of these questions.</summary>
    /// <param name="memory">The thread's memory, or null where it has none.</param>
    /// <param name="mark">The mark of the fork that is waited for.</param>
    public bool HasMoved(byte* memory, ulong mark)
    {
        if (memory == null || generationOffset < 0)
        {
            return false;
        }

        ulong* awaited = GeneratorMemory.Awaited(memory);
        ulong* generation = (ulong*)(memory - memoryOffset + generationOffset);
        bool isNoted = DirectAccess.ReadUInt64(awaited) == mark;

        // A page that vanishes reads 0, which is no generation.
        ulong before = DirectAccess.ReadUInt64(generation);
        if (!isNoted || before == 0)
        {
            // The fork was seen before this, so the empty state notes the generation as it is
            // now. What it noted before the fork would not do: the kernel may have reseeded on its
            // schedule since, which tells nothing of the fork.
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
        // In pieces: to wipe much at once, the base library asks a runtime, which C has not.
        const int PieceBytes = 256;
        byte* state = memory - memoryOffset;
        uint bytes = (uint)memoryOffset + (uint)GeneratorMemory.Bytes;
        for (uint done = 0; done < bytes; done += PieceBytes)
        {
            DirectAccess.Clear(state + done, Math.Min(bytes - done, PieceBytes));
        }
    }
}
