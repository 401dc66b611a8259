namespace VGetRandom.Forks;

/// <summary>How long requests wait after a fork of the machine, and what happens then.</summary>
/// <param name="BoundMs">The longest wait in milliseconds; 0 means no wait.</param>
/// <param name="FailsAtBound">Whether requests then fail until the kernel is seen to reseed, or
/// take what the kernel gives.</param>
internal readonly record struct ForkSettings(int BoundMs, bool FailsAtBound)
{
    public const int MaxBoundMs = 60_000;

    // On a busy machine under emulation, reseeds came up to 224 ms after a clone went on.
    public const int DefaultBoundMs = 250;

    public static ForkSettings Default => new(DefaultBoundMs, FailsAtBound: false);
}
