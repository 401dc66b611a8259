namespace VGetRandom.Guest;

/// <summary>Which processes draw in a machine whose kernel is not told of its fork.</summary>
/// <remarks>Guest and host programs share this file.</remarks>
internal static class BoundDraws
{
    /// <summary>Draw at once, and at the bound take what the kernel gives.</summary>
    public const string Serve = "serve";

    /// <summary>Draw at once, and fail at the bound.</summary>
    public const string Fail = "fail";

    /// <summary>Make the first request later, with default settings.</summary>
    public const string Late = "late";

    // The library looks after half a second at the latest, and then waits for 250 ms. The rest
    // allows for a machine that stands still meanwhile, as an emulated one may.
    public const int LateMs = 2000;

    private const string OnlyOfX64 = "managed";
    private static readonly string[] s_sources = ["vdso", "syscall", "c"];
    private static readonly string[] s_lateSources = ["vdso", OnlyOfX64, "syscall", "device"];

    /// <summary>The sources that draw in this way on a machine.</summary>
    public static IEnumerable<(string Source, string Kind)> Of(string kind, bool isArm) =>
        (kind == Late ? s_lateSources : s_sources)
            .Where(source => !isArm || source != OnlyOfX64)
            .Select(source => (source, kind));
}
