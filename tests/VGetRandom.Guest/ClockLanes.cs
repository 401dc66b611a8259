namespace VGetRandom.Guest;

/// <summary>The layout of the memory that a machine with a vmclock shares with its host.</summary>
/// <remarks>All numbers are in words of 8 bytes. Guest and host programs share this file, and
/// tests/vm/clock-draws.c repeats what it needs.</remarks>
internal static class ClockLanes
{
    /// <summary>The group that is to draw, counted from 1, and the one that draws now.</summary>
    public const int Wanted = 0;
    public const int Ready = 1;

    /// <summary>Set by the host before a clone goes on.</summary>
    public const int Resumed = 2;

    /// <summary>Set when the kernel has told of the fork, or by the host when it has seen
    /// enough.</summary>
    public const int Noticed = 3;

    /// <summary>How many lanes draw, and how many are done.</summary>
    public const int Drawing = 4;
    public const int Done = 5;

    /// <summary>A lane begins with these numbers.</summary>
    /// <remarks>How many words it has; how many of these, at its start, come from a request that
    /// was under way at the save; and how long the first request after that took.</remarks>
    public const int Count = 0;
    public const int InFlight = 1;
    public const int FirstNs = 2;

    /// <summary>The words that the lane drew since the clone went on, until there was no room for
    /// more.</summary>
    public const int Words = 1024;
    public const int MaxWords = 7 << 13;

    /// <summary>How many requests each lane makes after the notice, if there is room.</summary>
    public const int AfterNotice = 1024;

    public static int Begin(int lane) => (lane + 1) << 16;
}
