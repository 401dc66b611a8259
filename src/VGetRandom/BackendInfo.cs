namespace VGetRandom;

/// <summary>Which backend serves this process, and why.</summary>
public sealed class BackendInfo
{
    // For help.
    internal const string Names = $"{Vdso}, {Managed}, {Syscall}, {Device}, {Platform}";

    internal const string None = "none";

    private const string Vdso = "vdso";
    private const string Managed = "managed";
    private const string Syscall = "syscall";
    private const string Device = "device";
    private const string Platform = "platform";

    private const string NoKernel =
        "This library does not look for forks of the machine where it does not ask the kernel.";

    internal BackendInfo(
        BackendKind kind,
        string reason,
        string? fallback = null,
        bool seesMachineForks = false,
        string machineForks = NoKernel)
    {
        Kind = kind;
        Reason = reason;
        Fallback = fallback;
        SeesMachineForks = seesMachineForks;
        MachineForks = machineForks;
    }

    /// <summary>Where random bytes come from.</summary>
    public BackendKind Kind { get; }

    /// <summary>
    /// The backend's name as the environment variable <c>VGETRANDOM_BACKEND</c> spells it:
    /// <c>vdso</c>, <c>managed</c>, <c>syscall</c>, <c>device</c> or <c>platform</c>; <c>none</c>
    /// if every request throws.
    /// </summary>
    public string Name => NameOf(Kind);

    /// <summary>Why the library chose this backend, and why no better one is available.</summary>
    public string Reason { get; }

    /// <summary>
    /// Why something slower than the backend serves or served some requests, or null. For example,
    /// the kernel may refuse memory for states. A passing shortage is reported while it lasts; a
    /// kernel's refusal of its function or system call is reported from then on.
    /// </summary>
    public string? Fallback { get; }

    /// <summary>Whether the library would see a fork of this virtual machine, so that from the
    /// moment a clone goes on, no request returns bytes that another clone returns too.</summary>
    public bool SeesMachineForks { get; }

    /// <summary>How the library would see a fork; if it would not, why not, and what would help.
    /// </summary>
    public string MachineForks { get; }

    internal BackendInfo With(bool seesMachineForks, string machineForks, string? fallback) =>
        new(Kind, Reason, Fallback ?? fallback, seesMachineForks, machineForks);

    internal static string NameOf(BackendKind kind) => kind switch
    {
        BackendKind.Vdso => Vdso,
        BackendKind.Managed => Managed,
        BackendKind.Syscall => Syscall,
        BackendKind.Device => Device,
        BackendKind.Platform => Platform,
        _ => None,
    };

    /// <summary>The name, the reason, and the fallback if there is one.</summary>
    /// <returns>Text for a person to read.</returns>
    public override string ToString() =>
        Fallback is null ? $"{Name}: {Reason}" : $"{Name}: {Reason} {Fallback}";
}
