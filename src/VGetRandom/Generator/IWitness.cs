namespace VGetRandom.Generator;

/// <summary>What a witness says of a batch.</summary>
internal enum Freshness
{
    /// <summary>Nothing: the witness did not look. A new batch would not change that.</summary>
    Unknown,

    /// <summary>The kernel stands behind it at this moment.</summary>
    Fresh,

    /// <summary>There is none, or the kernel has reseeded since it was made.</summary>
    Stale,
}

/// <summary>Says whether the kernel has reseeded since a batch was made.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: declares only. Callers vouch for GeneratorMemory.Bytes bytes at memory, behind the
// thread's opaque state.
internal unsafe interface IWitness
{
    /// <summary>Bytes of the batch: all that a refill makes, or all but the next key.</summary>
    static abstract int BatchBytes { get; }

    /// <summary>Asks about the batch, before anything is taken from it.</summary>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">Those of the request, as getrandom(2) has them.</param>
    Freshness Ask(byte* memory, uint flags);

    /// <summary>Asks once more, after the last read of the batch, and looks last of all whether
    /// the machine was forked.</summary>
    /// <returns>Whether what was taken may be handed out.</returns>
    bool Confirm(byte* memory);

    /// <summary>Empties the batch, marks the memory, and brings a key for a new batch.</summary>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">Those of the request.</param>
    /// <param name="mark">The mark to write: that of the last fork after which the kernel is known
    /// to have reseeded.</param>
    /// <returns>Whether there is a key in <see cref="GeneratorMemory.Key"/>.</returns>
    bool TryGetKey(byte* memory, uint flags, ulong mark);

    /// <summary>Notes what a later question is compared with, once the batch is made.</summary>
    void Note(byte* memory);
}
