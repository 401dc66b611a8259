using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;
using VGetRandom.Kernel;

namespace VGetRandom.Generator;

/// <summary>The kernel's function as a witness: while the state has the same key as when the batch
/// was made, the kernel has not reseeded.</summary>
/// <remarks>Asks the function for one byte at every request. The request's bytes are as fresh as
/// that byte: the kernel had not reseeded when the function compared generations for it.</remarks>
/// <param name="function">The kernel's function.</param>
/// <param name="stateBytes">Bytes in its state.</param>
/// <param name="memoryOffset">Bytes from the state to the generator's memory.</param>
/// <param name="place">Where in the state to look.</param>
/// <param name="counter">The counter of the machine's forks.</param>
// SAFETY: the caller guarantees stateBytes at the state, which lies memoryOffset below the memory,
// and 8 bytes at counter; the places lie within the state.
internal readonly unsafe struct FunctionWitness<TFunction>(
    TFunction function, nuint stateBytes, nint memoryOffset, WitnessPlace place, ulong* counter)
    : IWitness
    where TFunction : struct, IVdsoFunction
{
    // The key of each batch comes from the function. So no next key is kept at the batch's end, and
    // requests may take those bytes, too.
    public static int BatchBytes => GeneratorMemory.BatchKeyBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Freshness Ask(byte* memory, uint flags)
    {
        // Read the step just before the question. An older value could differ because of an earlier
        // call, and hide that the function compares no generations in this one.
        byte* state = memory - memoryOffset;
        byte* step = state + place.StepOffset;
        byte before = DirectAccess.ReadByte(step);
        if (function.Invoke(GeneratorMemory.Answer(memory), 1, flags, state, stateBytes) != 1
            || DirectAccess.ReadByte(step) == before)
        {
            // The function failed, or made its system call, which compares no generations.
            return Freshness.Unknown;
        }

        return DirectAccess.AreEqual(
            state + place.Offset, GeneratorMemory.Copy(memory), place.Bytes)
                ? Freshness.Fresh
                : Freshness.Stale;
    }

    // If the page vanished after the question, state key and copy were both zeros, and equal. But
    // the page mark is then 0, too.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Confirm(byte* memory) =>
        DirectAccess.ReadUInt64(GeneratorMemory.Mark(memory)) is not 0 and var noted
        && noted == ForkMark.Read(counter);

    public bool TryGetKey(byte* memory, uint flags, ulong mark)
    {
        Forget(memory);

        // The mark comes before the key: if the page vanishes once the key is in it, the mark must
        // vanish, too.
        DirectAccess.WriteUInt64(GeneratorMemory.Mark(memory), mark);
        byte* key = GeneratorMemory.Key(memory);
        if (function.Invoke(key, ChaCha20Blocks.KeyBytes, flags, memory - memoryOffset, stateBytes)
            == ChaCha20Blocks.KeyBytes)
        {
            return true;
        }

        DirectAccess.Clear(key, ChaCha20Blocks.KeyBytes);
        return false;
    }

    public void Note(byte* memory) => DirectAccess.Copy(
        GeneratorMemory.Copy(memory), memory - memoryOffset + place.Offset, (uint)place.Bytes);

    /// <summary>Lets the function fill a request by itself.</summary>
    /// <returns>The number of bytes written, or a negative errno.</returns>
    public nint Invoke(byte* buffer, nuint length, uint flags, byte* memory)
    {
        Forget(memory);
        return function.Invoke(buffer, length, flags, memory - memoryOffset, stateBytes);
    }

    /// <summary>Empties the batch before the function gives bytes that somebody will use.</summary>
    /// <remarks>The function can replace its state key in that call. An old copy would then be the
    /// key that made those bytes, and anybody who reads the state could make them again.</remarks>
    private static void Forget(byte* memory)
    {
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), 0);
        DirectAccess.Clear(GeneratorMemory.Copy(memory), WitnessPlace.MaxBytes);
    }
}
