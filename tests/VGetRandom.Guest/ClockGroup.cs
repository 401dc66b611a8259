namespace VGetRandom.Guest;

/// <summary>Whether another clone may draw a lane's outputs, too.</summary>
internal enum ClockKind
{
    /// <summary>It must, because they come straight from getrandom(2). Otherwise the run has shown
    /// nothing.</summary>
    Kernel,

    /// <summary>It must, because they come from the library without its guard.</summary>
    Unguarded,

    /// <summary>It must not.</summary>
    Guarded,
}

/// <summary>A thread that draws.</summary>
/// <param name="Words">How many words it draws at a time.</param>
/// <param name="IsIdle">Whether it draws once, and again only when the clone goes on. The kernel
/// reseeds in between.</param>
internal sealed record ClockLane(int Words, bool IsIdle);

/// <summary>A process whose threads draw from one source.</summary>
/// <param name="Source">A backend's name, or thread or state for the C library, or kernel for
/// getrandom(2).</param>
/// <param name="Kind">Whether another clone may draw its outputs, too.</param>
/// <param name="First">Its first thread's lane.</param>
/// <param name="Lanes">Its threads.</param>
internal sealed record ClockProcess(
    string Source, ClockKind Kind, int First, IReadOnlyList<ClockLane> Lanes);

/// <summary>The processes that draw in one machine at a time.</summary>
internal static class ClockGroup
{
    private static readonly ClockLane[] s_kernel =
    [
        new(1, false), new(128, false), new(1, true), new(1, true),
    ];

    // With several idle lanes, some surely get the same key from the kernel in two clones.
    private static readonly ClockLane[] s_unguarded =
    [
        new(1, false), new(128, false), new(1, true), new(1, true), new(1, true), new(1, true),
    ];

    // 8 and 16 bytes, 1 and 64 KiB.
    private static readonly ClockLane[] s_guarded =
    [
        new(1, false), new(2, false), new(128, false), new(8192, false), new(1, true),
        new(1, true), new(1, true), new(128, true),
    ];

    /// <summary>The sources of each group. Not every kernel supports all of them.</summary>
    private static readonly string[][] s_sources =
    [
        ["vdso"], ["managed"], ["syscall", "device"], ["thread", "state"],
    ];

    public static string NameOf(int group) => string.Join(' ', s_sources[group]);

    public static bool IsOfC(string source) => source is "thread" or "state" or "kernel";

    public static IReadOnlyList<ClockProcess> Of(int group)
    {
        List<ClockProcess> processes = [new("kernel", ClockKind.Kernel, 0, s_kernel)];
        foreach (string source in s_sources[group])
        {
            Add(source, ClockKind.Unguarded, s_unguarded);
            Add(source, ClockKind.Guarded, s_guarded);
        }

        return processes;

        void Add(string source, ClockKind kind, ClockLane[] lanes) => processes.Add(new(
            source, kind, processes.Sum(process => process.Lanes.Count), lanes));
    }
}
