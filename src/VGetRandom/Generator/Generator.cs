using System.Runtime.CompilerServices;

namespace VGetRandom.Generator;

/// <summary>
/// Fast-key-erasure ChaCha20 with a batch of a kilobyte, and a witness that says at every request
/// whether the kernel still stands behind that batch.
/// </summary>
/// <remarks>
/// The memory may vanish between any two accesses: reads then give zeros and writes are lost. The
/// order of everything below keeps that harmless. One thread at a time in one memory; who can be
/// re-entered by a signal handler keeps a <see cref="RequestMark"/> outside it.
/// </remarks>
// SAFETY: the caller vouches for length bytes at buffer, and for GeneratorMemory.Bytes bytes at
// memory; what is taken lies within the batch, as the count says.
internal readonly unsafe struct Generator<TWitness>(TWitness witness)
    where TWitness : struct, IWitness
{
    // After this many questions in a row that the witness left open, it is asked no more until a
    // byte that counts the requests has come round to 0.
    private const int MaxUnanswered = 8;

    /// <summary>Takes from the batch, if that is all there is to do.</summary>
    /// <returns>Whether the buffer is filled; if not, nothing in it may be used.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(byte* buffer, nuint length, byte* memory, uint flags)
    {
        uint remaining = DirectAccess.ReadUInt32(GeneratorMemory.Remaining(memory));

        // No length becomes the largest: there is nothing to ask a witness for, nor perhaps one.
        return length - 1 < remaining
            && witness.Ask(memory, flags) == Freshness.Fresh
            && Take(buffer, (uint)length, memory, remaining);
    }

    /// <summary>Takes a value from the batch, if that is all there is to do.</summary>
    /// <returns>Whether it was taken; if not, the value may not be used.</returns>
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

        // As in Take: read, erased, counted, confirmed.
        uint left = remaining - (uint)sizeof(T);
        byte* source = GeneratorMemory.Batch(memory) + left;
        value = DirectAccess.Read<T>(source);
        DirectAccess.Clear(source, (uint)sizeof(T));
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), left);
        Volatile.ReadBarrier();
        return witness.Confirm(memory);
    }

    /// <summary>Serves a request from the batch, or from a new one.</summary>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="length">At most <see cref="IWitness.BatchBytes"/>.</param>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">Those of getrandom(2).</param>
    /// <param name="mark">What a new batch is to be marked with: see
    /// <see cref="IWitness.TryGetKey"/>.</param>
    /// <returns>Whether the buffer is filled; if not, nothing in it may be used.</returns>
    public bool TryServe(byte* buffer, nuint length, byte* memory, uint flags, ulong mark)
    {
        byte* unanswered = GeneratorMemory.Unanswered(memory);
        if (DirectAccess.ReadByte(unanswered) is >= MaxUnanswered and var open)
        {
            // A witness that never answers would cost each request several system calls. The
            // number begins again at 0, and then it is asked anew.
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
        // Copied, then erased, before the count says so: what was handed out is in memory no
        // longer when this request ends.
        uint left = remaining - length;
        byte* source = GeneratorMemory.Batch(memory) + left;
        DirectAccess.Move(buffer, source, length);
        DirectAccess.WriteUInt32(GeneratorMemory.Remaining(memory), left);

        // After the last read of the batch, which the barrier keeps before this.
        Volatile.ReadBarrier();
        return witness.Confirm(memory);
    }

    private bool TryRefill(byte* memory, uint flags, ulong mark)
    {
        if (!witness.TryGetKey(memory, flags, mark))
        {
            return false;
        }

        // The batch and a new key over the old one: nothing can make this batch again.
        BatchBlocks.Generate(GeneratorMemory.Batch(memory), GeneratorMemory.Key(memory));

        // The count last: until then there is no batch.
        witness.Note(memory);
        DirectAccess.WriteUInt32(
            GeneratorMemory.Remaining(memory), (uint)TWitness.BatchBytes);
        return true;
    }
}
