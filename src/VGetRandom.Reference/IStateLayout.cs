using VGetRandom.Generator;

namespace VGetRandom.Reference;

/// <summary>Where the parts of an opaque state lie.</summary>
/// <remarks>
/// A state begins with the batch and the key, side by side: whole ChaCha20 blocks that a refill
/// replaces in one go. All zeros must mean an empty state, because that is what a dropped page or a
/// forked child finds.
/// </remarks>
// SAFETY: only declarations; callers guarantee StateBytes bytes at state.
internal unsafe interface IStateLayout
{
    /// <summary>Bytes of the batch and the key together: whole blocks.</summary>
    static abstract int BatchKeyBytes { get; }

    /// <summary>Where the generation lies: 8 bytes, aligned.</summary>
    static abstract int GenerationOffset { get; }

    /// <summary>Where the byte lies that says a request is in progress.</summary>
    static abstract int InUseOffset { get; }

    /// <summary>Bytes of the whole state.</summary>
    static abstract int StateBytes { get; }

    /// <summary>Reads how many bytes of the batch are unused.</summary>
    static abstract uint ReadRemaining<TAccess>(byte* state)
        where TAccess : struct, IMemoryAccess;

    /// <summary>Writes how many bytes of the batch are unused.</summary>
    static abstract void WriteRemaining<TAccess>(byte* state, uint remaining)
        where TAccess : struct, IMemoryAccess;

    /// <summary>Where to take the next bytes of the batch.</summary>
    /// <param name="remaining">How many bytes are unused.</param>
    /// <param name="count">How many of those to take.</param>
    static abstract uint NextOffset(uint remaining, uint count);
}
