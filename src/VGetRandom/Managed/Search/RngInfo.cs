namespace VGetRandom.Managed.Search;

/// <summary>Where the kernel's generation and readiness lie, as offsets.</summary>
/// <param name="GenerationOffset">The u64 generation, in bytes from the first data page.</param>
/// <param name="ReadyOffset">The byte that is not 0 once the generator is ready, in bytes from the
/// first data page.</param>
/// <param name="StateGenerationOffset">Where the function notes the generation of its key, in bytes
/// from the start of an opaque state.</param>
/// <param name="SelectorOffset">The u32 that moves both when it is INT_MAX, in bytes from the first
/// data page; null if there is none.</param>
internal sealed record RngInfoPlace(
    int GenerationOffset, int ReadyOffset, int StateGenerationOffset, int? SelectorOffset = null);

/// <summary>The kernel's RNG info in this process, found by <see cref="RngInfoLocator"/>.</summary>
/// <param name="GenerationAddress">The address of the u64 generation, in read-only memory.</param>
/// <param name="ReadyAddress">The address of the byte that is not 0 once the generator is ready.
/// </param>
/// <param name="Place">The same as offsets.</param>
internal sealed record RngInfo(nint GenerationAddress, nint ReadyAddress, RngInfoPlace Place);
