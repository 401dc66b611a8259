namespace VGetRandom.Guest;

/// <summary>Where things lie in the memory that a machine with a vmclock shares with its owner.
/// </summary>
/// <remarks>
/// All numbers are in words of 8 bytes. Both sides are compiled with this file, and
/// tests/vm/clock-draws.c repeats what it needs.
/// </remarks>
internal static class ClockLanes
{
    /// <summary>Which group shall draw, counted from 1; and which one does.</summary>
    public const int Wanted = 0;
    public const int Ready = 1;

    /// <summary>Set from outside before a clone goes on.</summary>
    public const int Resumed = 2;

    /// <summary>Set when the kernel has told of the fork, or from outside when that is enough.
    /// </summary>
    public const int Noticed = 3;

    /// <summary>How many lanes draw, and how many have done all.</summary>
    public const int Drawing = 4;
    public const int Done = 5;

    /// <summary>A lane begins with its numbers.</summary>
    /// <remarks>
    /// How many words it has; how many of them, the first, are of a request that was under way when
    /// the machine was saved; and how long the first request took that was not.
    /// </remarks>
    public const int Count = 0;
    public const int InFlight = 1;
    public const int FirstNs = 2;

    /// <summary>What the lane drew since the clone went on, up to the first that has no room.
    /// </summary>
    public const int Words = 1024;
    public const int MaxWords = 7 << 13;

    /// <summary>How many requests each lane makes after the notice, where it has room.</summary>
    public const int AfterNotice = 1024;

    public static int Begin(int lane) => (lane + 1) << 16;
}
