using VGetRandom.Generator;

namespace VGetRandom.Reference;

/// <summary>Where the parts of an opaque state lie.</summary>
/// <remarks>
/// A state begins with the batch and the key, side by side: whole ChaCha20 blocks that a refill
/// replaces in one go. All zeros must mean an empty state, for that is what a dropped page or a
/// forked child finds.
/// </remarks>
// SAFETY: declares only. Callers vouch for StateBytes bytes at state.
internal unsafe interface IStateLayout
{
    /// <summary>Bytes of the batch and the key together: whole blocks.</summary>
    static abstract int BatchKeyBytes { get; }

    /// <summary>Where the generation lies, 8 bytes, aligned.</summary>
    static abstract int GenerationOffset { get; }

    /// <summary>Where the byte lies that says a request is under way.</summary>
    static abstract int InUseOffset { get; }

    /// <summary>Bytes of the whole state.</summary>
    static abstract int StateBytes { get; }

    /// <summary>How many bytes of the batch are not handed out yet.</summary>
    static abstract uint ReadRemaining<TAccess>(byte* state)
        where TAccess : struct, IMemoryAccess;

    /// <summary>Says how many bytes of the batch are not handed out yet.</summary>
    static abstract void WriteRemaining<TAccess>(byte* state, uint remaining)
        where TAccess : struct, IMemoryAccess;

    /// <summary>Where the next bytes of the batch are to be taken.</summary>
    /// <param name="remaining">How many are not handed out yet.</param>
    /// <param name="count">How many of those are to be taken.</param>
    static abstract uint NextOffset(uint remaining, uint count);
}
