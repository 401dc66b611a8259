namespace VGetRandom;

/// <summary>Which backend serves this process, and why.</summary>
public sealed class BackendInfo
{
    // The names of all that serve, for help.
    internal const string Names = $"{Vdso}, {Managed}, {Syscall}, {Device}, {Platform}";

    // The name of what serves nobody.
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
    /// where every request throws.
    /// </summary>
    public string Name => NameOf(Kind);

    /// <summary>Why this backend was chosen, and what stood against any better one.</summary>
    public string Reason { get; }

    /// <summary>
    /// Why some requests are or were served by something slower than the backend, or null: for
    /// example that the kernel refuses memory for states. A passing shortage is told while it
    /// lasts; that the kernel refused its own function or system call is told from then on.
    /// </summary>
    public string? Fallback { get; }

    /// <summary>
    /// Whether a fork of this virtual machine would be seen, so that no request returns what
    /// another clone of the machine returns, too, from the moment the clone goes on.
    /// </summary>
    public bool SeesMachineForks { get; }

    /// <summary>How a fork would be seen; if it would not, why not, and what would help.</summary>
    public string MachineForks { get; }

    // The same with what is known of forks of the machine.
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

    /// <summary>The name, the reason, and the fallback where there is one.</summary>
    /// <returns>Text for a person to read.</returns>
    public override string ToString() =>
        Fallback is null ? $"{Name}: {Reason}" : $"{Name}: {Reason} {Fallback}";
}
