namespace VGetRandom.Generator;

/// <summary>What a witness says about a batch.</summary>
internal enum Freshness
{
    /// <summary>Nothing: the witness did not look. A new batch would not change that.</summary>
    Unknown,

    /// <summary>The kernel stands behind it at this moment.</summary>
    Fresh,

    /// <summary>There is no batch, or the kernel has reseeded since it was made.</summary>
    Stale,
}

/// <summary>Tells whether the kernel has reseeded since a batch was made.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: only declarations; callers guarantee GeneratorMemory.Bytes bytes at memory, behind the
// thread's opaque state.
internal unsafe interface IWitness
{
    /// <summary>Bytes in a batch: all that a refill makes, or all except the next key.</summary>
    static abstract int BatchBytes { get; }

    /// <summary>Asks about the batch before anything is taken from it.</summary>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">The request's flags of getrandom(2).</param>
    Freshness Ask(byte* memory, uint flags);

    /// <summary>Asks again after the last read of the batch, and finally looks whether the machine
    /// was forked.</summary>
    /// <returns>Whether what was taken may be handed out.</returns>
    bool Confirm(byte* memory);

    /// <summary>Empties the batch, marks the memory, and fetches a key for a new batch.</summary>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">The request's flags.</param>
    /// <param name="mark">The mark to write: that of the last fork after which the kernel is known
    /// to have reseeded.</param>
    /// <returns>Whether <see cref="GeneratorMemory.Key"/> has a key.</returns>
    bool TryGetKey(byte* memory, uint flags, ulong mark);

    /// <summary>Once the batch is made, notes what a later question is compared with.</summary>
    void Note(byte* memory);
}
