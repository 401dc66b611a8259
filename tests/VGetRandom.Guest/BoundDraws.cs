namespace VGetRandom.Guest;

/// <summary>Which processes draw in a machine whose kernel is not told of its fork.</summary>
/// <remarks>Both sides are compiled with this file.</remarks>
internal static class BoundDraws
{
    /// <summary>Draw at once, and take at the bound what the kernel gives.</summary>
    public const string Serve = "serve";

    /// <summary>Draw at once, and fail at the bound.</summary>
    public const string Fail = "fail";

    /// <summary>Draw later, with the settings of a process that has none.</summary>
    public const string Late = "late";

    // The library looks after half a second at the latest, and then waits for 250 ms. The rest is
    // for a machine that stands still meanwhile, as one in the emulator may.
    public const int LateMs = 2000;

    private const string OnlyOfX64 = "managed";
    private static readonly string[] s_sources = ["vdso", "syscall", "c"];
    private static readonly string[] s_lateSources = ["vdso", OnlyOfX64, "syscall", "device"];

    /// <summary>The sources that draw so, of those that a machine has.</summary>
    public static IEnumerable<(string Source, string Kind)> Of(string kind, bool isArm) =>
        (kind == Late ? s_lateSources : s_sources)
            .Where(source => !isArm || source != OnlyOfX64)
            .Select(source => (source, kind));
}
