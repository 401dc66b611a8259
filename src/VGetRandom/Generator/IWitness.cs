namespace VGetRandom.Generator;

/// <summary>What a witness tells about a batch.</summary>
internal enum Freshness
{
    /// <summary>The witness could not tell, and could not about a new batch either.</summary>
    Unknown,

    /// <summary>The kernel has not reseeded since the batch was made.</summary>
    Fresh,

    /// <summary>There is no batch, or the kernel has reseeded since the batch was made.</summary>
    Stale,
}

/// <summary>Tells whether the kernel has reseeded since a batch was made.</summary>
/// <remarks>Implemented by structs only, so that the JIT removes the abstraction.</remarks>
// SAFETY: only declarations; callers guarantee GeneratorMemory.Bytes bytes at memory, behind the
// thread's opaque state.
internal unsafe interface IWitness
{
    /// <summary>Bytes in a batch: all that one refill makes, or all except the next batch key.
    /// </summary>
    static abstract int BatchBytes { get; }

    /// <summary>Asks about the batch before anything is taken from it.</summary>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">The request's flags of getrandom(2).</param>
    Freshness Ask(byte* memory, uint flags);

    /// <summary>Checks again after the last read of the batch, and last of all checks whether the
    /// machine was forked.</summary>
    /// <returns>Whether the caller may hand out the bytes that it took.</returns>
    bool Confirm(byte* memory);

    /// <summary>Empties the batch, writes the page mark, and fetches a new batch key.</summary>
    /// <param name="memory">The thread's memory.</param>
    /// <param name="flags">The request's flags.</param>
    /// <param name="mark">The page mark to write: that of the last machine fork after which the
    /// kernel is known to have reseeded.</param>
    /// <returns>Whether <see cref="GeneratorMemory.Key"/> has a key.</returns>
    bool TryGetKey(byte* memory, uint flags, ulong mark);

    /// <summary>Called once the batch is made. Notes what later answers are compared with.
    /// </summary>
    void Note(byte* memory);
}
