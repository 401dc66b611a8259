namespace VGetRandom.Backends;

/// <summary>
/// Up to how many bytes each source serves a request itself. Above that, a fresh key and our own
/// ChaCha20 are quicker.
/// </summary>
/// <remarks>Measured; see docs/BENCHMARKS.md.</remarks>
internal static class Crossover
{
    /// <summary>A batch, of which a request should leave enough for another one.</summary>
    public const int FromBatchBytes = 512;

    /// <summary>The kernel's function, which makes one block at a time.</summary>
    public const int FromFunctionBytes = 112;

    /// <summary>The system call, likewise. At most GetRandomAbi.MaxQuickBytes.</summary>
    public const int FromSystemCallBytes = 64;
}
