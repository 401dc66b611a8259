namespace VGetRandom.Machines;

/// <summary>A kernel to boot.</summary>
/// <param name="Architecture">As Debian calls it: amd64 or arm64.</param>
/// <param name="Flavour">Debian's name for its configuration.</param>
/// <param name="Version">Of the package.</param>
/// <param name="Image">The file.</param>
internal sealed record Kernel(string Architecture, string Flavour, string Version, string Image)
{
    private Version Number { get; } = System.Version.Parse(
        Version.Split(['-', '~', '+'])[0]);

    public bool IsArm => Architecture == "arm64";

    /// <summary>The file name of what its machines start from.</summary>
    public string BaseImage => IsArm ? "arm64.cpio" : "x64.cpio";

    /// <summary>Major and minor, and what is unusual about it.</summary>
    public string Name => $"{Number.Major}.{Number.Minor}"
        + (Flavour.EndsWith("16k", StringComparison.Ordinal) ? " 16k" : "");

    public int PageBytes => Flavour.EndsWith("16k", StringComparison.Ordinal) ? 16384 : 4096;

    /// <summary>Whether it has the function in its vDSO.</summary>
    public bool HasFunction => Number >= new Version(6, IsArm ? 12 : 11);

    /// <summary>Whether the place of its generation can be proved.</summary>
    public bool HasManaged => !IsArm && HasFunction;

    /// <summary>Whether that place is another one in a time namespace.</summary>
    public bool MovesInTimeNamespace => HasManaged && Number < new Version(6, 15);

    /// <summary>Whether it learns from QEMU that its machine was forked.</summary>
    public bool LearnsOfForks => !IsArm
        && (HasFunction || !Flavour.Contains("cloud", StringComparison.Ordinal));

    /// <summary>Whether it has a driver of the vmclock, for the page that machines get here.
    /// </summary>
    public bool HasClock => Number >= new Version(7, 0) && PageBytes == 4096;

    public static IReadOnlyList<Kernel> ReadAll(string table) =>
    [
        .. File.ReadLines(table)
            .Select(line => line.Split('\t'))
            .Select(fields => new Kernel(fields[0], fields[1], fields[2], fields[3])),
    ];
}
