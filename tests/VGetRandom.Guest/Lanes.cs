namespace VGetRandom.Guest;

/// <summary>Where things lie in the memory that a machine and its owner outside share.</summary>
/// <remarks>All numbers are in words of 8 bytes. Both sides are compiled with this file.</remarks>
internal static class Lanes
{
    /// <summary>All of the memory.</summary>
    public const int TotalWords = 32 << 17;

    /// <summary>Set by the machine when every lane draws.</summary>
    public const int Ready = 0;

    /// <summary>Set from outside before a clone goes on: a bit for each lane that shall draw.
    /// </summary>
    public const int Resumed = 1;

    /// <summary>Set when the kernel has told of the fork, or from outside when that is enough.
    /// </summary>
    public const int Noticed = 2;

    /// <summary>When that was, by the machine's clock.</summary>
    public const int NoticedAtNs = 3;

    /// <summary>How many lanes draw, and how many have done all.</summary>
    public const int Drawing = 4;
    public const int Done = 5;

    /// <summary>Two lanes for each backend.</summary>
    public const int Syscall = 0;
    public const int Vdso = 2;
    public const int Managed = 4;
    public const int Count = 6;

    /// <summary>A lane begins with its numbers.</summary>
    public const int WindowCount = 0;
    public const int AfterCount = 1;
    public const int ResumedAtNs = 2;

    /// <summary>What was drawn long before, and kept in ordinary memory.</summary>
    public const int Naive = 512;
    public const int NaiveWords = 512;

    /// <summary>What was drawn after the notice, and between going on and the notice.</summary>
    public const int After = 1 << 16;
    public const int AfterWords = 1 << 16;
    public const int Window = 1 << 17;
    public const int WindowWords = 1 << 17;

    public static int Begin(int lane) => (lane + 1) << 18;
}
