namespace VGetRandom.Forks;

/// <summary>How long requests wait after a fork of the machine, and what happens then.</summary>
/// <param name="BoundMs">The longest wait in milliseconds; 0 waits never.</param>
/// <param name="FailsAtBound">Whether requests fail after it, until the kernel was seen to reseed,
/// rather than take what the kernel gives.</param>
internal readonly record struct ForkSettings(int BoundMs, bool FailsAtBound)
{
    public const int MaxBoundMs = 60_000;

    // Reseeds were seen up to 224 ms after a clone went on, on a busy machine under emulation.
    public const int DefaultBoundMs = 250;

    public static ForkSettings Default => new(DefaultBoundMs, FailsAtBound: false);
}
