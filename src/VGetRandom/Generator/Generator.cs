using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>Makes batches of a kilobyte with fast-key-erasure ChaCha20, and asks a witness at every
/// request whether the kernel has reseeded since.</summary>
/// <remarks>
/// The memory can vanish between any two accesses. Reads then return zeros, and earlier writes are
/// lost. The order of the steps makes this harmless. Only one thread at a time may use a memory. If
/// a signal handler can interrupt a request and make another on the same memory, the caller keeps a
/// <see cref="RequestMark"/> outside that memory.
/// </remarks>
// SAFETY: the caller guarantees length bytes at buffer and GeneratorMemory.Bytes at memory; the
// count keeps what is taken within the batch.
internal readonly unsafe struct Generator<TWitness>(TWitness witness)
    where TWitness : struct, IWitness
{
    // After this many unanswered questions in a row, the generator stops asking. It then counts
    // requests in the same byte, and asks again when that byte wraps to 0.
    private const int MaxUnanswered = 8;

    /// <summary>Takes from the batch if the batch has enough and is fresh.</summary>
    /// <returns>Whether the buffer is filled; if not, nothing in it may be used.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(byte* buffer, nuint length, byte* memory, uint flags)
    {
        uint remaining = DirectAccess.ReadUInt32(GeneratorMemory.Remaining(memory));

        // A length of 0 wraps to the largest number and fails here. Such a request needs no answer,
        // and there may be no witness to ask.
        return length - 1 < remaining
            && witness.Ask(memory, flags) == Freshness.Fresh
            && Take(buffer, (uint)length, memory, remaining);
    }

    /// <summary>Takes a value from the batch if the batch has enough and is fresh.</summary>
    /// <returns>Whether it was taken; if not, the value must not be used.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SkipLocalsInit]
    public bool TryTake<T>(byte* memory, out T value)
        where T : unmanaged
    {
        Unsafe.SkipInit(out value);
        uint remaining = DirectAccess.ReadUInt32(GeneratorMemory.Remaining(memory));
        if (remaining < (uint)sizeof(T) || witness.Ask(memory, 0) != Freshness.Fresh)
        {
            return false;
        }

        // The same order as in Take: read, erase, lower the count, confirm.
        uint left = remaining - (uint)sizeof(T);
        byte* source = GeneratorMemory.Batch(memory) + left;
        value = DirectAccess.Read<T>(source);
        DirectAccess.Clear(source, (uint)sizeof(T));
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), left);
        Volatile.ReadBarrier();
        return witness.Confirm(memory);
    }

    /// <summary>Fills a request from the batch, or from a new one.</summary>
    /// <param name="buffer">Receives the bytes.</param>
    /// <param name="length">At most <see cref="IWitness.BatchBytes"/>.</param>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">Flags of getrandom(2).</param>
    /// <param name="mark">Marks a new batch: see <see cref="IWitness.TryGetKey"/>.</param>
    /// <returns>Whether the buffer is filled; if not, nothing in it may be used.</returns>
    public bool TryServe(byte* buffer, nuint length, byte* memory, uint flags, ulong mark)
    {
        byte* unanswered = GeneratorMemory.Unanswered(memory);
        if (DirectAccess.ReadByte(unanswered) is >= MaxUnanswered and var open)
        {
            // Each unanswered question costs several system calls. At 0 the byte has wrapped, and
            // we ask again.
            DirectAccess.WriteByte(unanswered, unchecked((byte)(open + 1)));
            return false;
        }

        for (int refills = 0; ; refills++)
        {
            Freshness answer = witness.Ask(memory, flags);
            if (answer == Freshness.Unknown)
            {
                DirectAccess.WriteByte(
                    unanswered, (byte)(DirectAccess.ReadByte(unanswered) + 1));
                DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), 0);
                return false;
            }

            DirectAccess.WriteByte(unanswered, 0);
            uint remaining = DirectAccess.ReadUInt32(GeneratorMemory.Remaining(memory));
            if (answer == Freshness.Fresh
                && length <= remaining
                && Take(buffer, (uint)length, memory, remaining))
            {
                return true;
            }

            if (refills == 1 || !TryRefill(memory, flags, mark))
            {
                return false;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Take(byte* buffer, uint length, byte* memory, uint remaining)
    {
        // Erase before the count changes, so that no byte handed out is still in memory when the
        // request ends.
        uint left = remaining - length;
        byte* source = GeneratorMemory.Batch(memory) + left;
        DirectAccess.Move(buffer, source, length);
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), left);

        // The barrier keeps this after the last read of the batch.
        Volatile.ReadBarrier();
        return witness.Confirm(memory);
    }

    private bool TryRefill(byte* memory, uint flags, ulong mark)
    {
        if (!witness.TryGetKey(memory, flags, mark))
        {
            return false;
        }

        // The batch overwrites its own key, so nobody can make this batch again.
        BatchBlocks.Generate(GeneratorMemory.Batch(memory), GeneratorMemory.Key(memory));

        // The count comes last: until then there is no batch.
        witness.Note(memory);
        DirectAccess.WriteUInt32(
            GeneratorMemory.Remaining(memory), (uint)TWitness.BatchBytes);
        return true;
    }
}
