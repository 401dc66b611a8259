namespace VGetRandom.Machines;

/// <summary>A kernel to boot.</summary>
/// <param name="Architecture">Debian's name: amd64 or arm64.</param>
/// <param name="Flavour">Debian's name for its configuration.</param>
/// <param name="Version">The version of the package.</param>
/// <param name="Image">The kernel's file.</param>
internal sealed record Kernel(string Architecture, string Flavour, string Version, string Image)
{
    private Version Number { get; } = System.Version.Parse(
        Version.Split(['-', '~', '+'])[0]);

    public bool IsArm => Architecture == "arm64";

    /// <summary>The file name of the image that its machines boot from.</summary>
    public string BaseImage => IsArm ? "arm64.cpio" : "x64.cpio";

    /// <summary>Major and minor version, and anything unusual about it.</summary>
    public string Name => $"{Number.Major}.{Number.Minor}"
        + (Flavour.EndsWith("16k", StringComparison.Ordinal) ? " 16k" : "");

    public int PageBytes => Flavour.EndsWith("16k", StringComparison.Ordinal) ? 16384 : 4096;

    /// <summary>Whether its vDSO has the function.</summary>
    public bool HasFunction => Number >= new Version(6, IsArm ? 12 : 11);

    /// <summary>Whether the library can prove the place of its generation.</summary>
    public bool HasManaged => !IsArm && HasFunction;

    /// <summary>Whether a time namespace moves that place.</summary>
    public bool MovesInTimeNamespace => HasManaged && Number < new Version(6, 15);

    /// <summary>Whether QEMU can tell it that its machine was forked.</summary>
    public bool LearnsOfForks => !IsArm
        && (HasFunction || !Flavour.Contains("cloud", StringComparison.Ordinal));

    /// <summary>Whether its vmclock driver accepts the page that machines get here.</summary>
    public bool HasClock => Number >= new Version(7, 0) && PageBytes == 4096;

    public static IReadOnlyList<Kernel> ReadAll(string table) =>
    [
        .. File.ReadLines(table)
            .Select(line => line.Split('\t'))
            .Select(fields => new Kernel(fields[0], fields[1], fields[2], fields[3])),
    ];
}
