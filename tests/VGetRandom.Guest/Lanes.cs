namespace VGetRandom.Guest;

/// <summary>The layout of the memory that a machine shares with its host.</summary>
/// <remarks>All numbers are in words of 8 bytes. Guest and host programs share this file.</remarks>
internal static class Lanes
{
    /// <summary>The size of the whole memory.</summary>
    public const int TotalWords = 32 << 17;

    /// <summary>Set by the machine when every lane draws.</summary>
    public const int Ready = 0;

    /// <summary>Set by the host before a clone goes on: a bit for each lane that is to
    /// draw.</summary>
    public const int Resumed = 1;

    /// <summary>Set when the kernel has told of the fork, or by the host when it has seen
    /// enough.</summary>
    public const int Noticed = 2;

    /// <summary>The time of the notice, by the machine's clock.</summary>
    public const int NoticedAtNs = 3;

    /// <summary>How many lanes draw, and how many are done.</summary>
    public const int Drawing = 4;
    public const int Done = 5;

    /// <summary>The first lane of each backend, which has two.</summary>
    public const int Syscall = 0;
    public const int Vdso = 2;
    public const int Managed = 4;
    public const int Count = 6;

    /// <summary>A lane begins with these numbers.</summary>
    public const int WindowCount = 0;
    public const int AfterCount = 1;
    public const int ResumedAtNs = 2;

    /// <summary>What was drawn long before, and kept in ordinary memory.</summary>
    public const int Naive = 512;
    public const int NaiveWords = 512;

    /// <summary>What was drawn after the notice, and in the window between going on and the
    /// notice.</summary>
    public const int After = 1 << 16;
    public const int AfterWords = 1 << 16;
    public const int Window = 1 << 17;
    public const int WindowWords = 1 << 17;

    public static int Begin(int lane) => (lane + 1) << 18;
}
