namespace VGetRandom;

/// <summary>Which backend serves this process, and why.</summary>
public sealed class BackendInfo
{
    internal BackendInfo(BackendKind kind, string reason, string? fallback = null)
    {
        Kind = kind;
        Reason = reason;
        Fallback = fallback;
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

    internal static string NameOf(BackendKind kind) => kind switch
    {
        BackendKind.Vdso => "vdso",
        BackendKind.Managed => "managed",
        BackendKind.Syscall => "syscall",
        BackendKind.Device => "device",
        BackendKind.Platform => "platform",
        _ => "none",
    };

    /// <summary>The name, the reason, and the fallback where there is one.</summary>
    /// <returns>Text for a person to read.</returns>
    public override string ToString() =>
        Fallback is null ? $"{Name}: {Reason}" : $"{Name}: {Reason} {Fallback}";
}
