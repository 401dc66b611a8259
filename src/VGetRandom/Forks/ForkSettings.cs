namespace VGetRandom.Forks;

/// <summary>How long requests wait after a virtual machine fork, and what they do after the bound.
/// </summary>
/// <param name="BoundMs">The longest wait in milliseconds; 0 means no wait.</param>
/// <param name="FailsAtBound">Whether requests fail after the bound until the kernel is seen to
/// reseed, or take what the kernel gives.</param>
internal readonly record struct ForkSettings(int BoundMs, bool FailsAtBound)
{
    public const int MaxBoundMs = 60_000;

    // On a busy machine under emulation, kernels reseeded up to 224 ms after a clone went on.
    public const int DefaultBoundMs = 250;

    public static ForkSettings Default => new(DefaultBoundMs, FailsAtBound: false);
}
