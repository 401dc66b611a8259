namespace VGetRandom.Backends;

/// <summary>The longest request that each source serves itself. Above that length, expanding a
/// fresh key with our own ChaCha20 is faster.</summary>
/// <remarks>Measured; see BENCHMARKS.md.</remarks>
internal static class Crossover
{
    /// <summary>From a batch; a request should leave enough for another one.</summary>
    public const int FromBatchBytes = 512;

    /// <summary>From the kernel's function, which makes one block at a time.</summary>
    public const int FromFunctionBytes = 112;

    /// <summary>From the system call, which does the same. At most GetRandomAbi.MaxQuickBytes.
    /// </summary>
    public const int FromSystemCallBytes = 64;
}
