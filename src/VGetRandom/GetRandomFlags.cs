using System.Diagnostics.CodeAnalysis;

namespace VGetRandom;

/// <summary>The flags of getrandom(2), with the kernel's values and meaning.</summary>
/// <remarks>Source: getrandom(2) of the Linux man-pages.</remarks>
[Flags]
[SuppressMessage("Design", "CA1028", Justification = "getrandom(2) takes an unsigned int")]
[SuppressMessage("Naming", "CA1711", Justification = "the man page calls them flags")]
public enum GetRandomFlags : uint
{
    /// <summary>Wait, once after boot, until the kernel's generator is ready.</summary>
    None = 0,

    /// <summary>GRND_NONBLOCK: fail instead of waiting.</summary>
    NonBlock = Kernel.GetRandomAbi.GRND_NONBLOCK,

    /// <summary>GRND_RANDOM: draw as /dev/random does. The same as <see cref="None"/> since Linux
    /// 5.6.</summary>
    Random = Kernel.GetRandomAbi.GRND_RANDOM,

    /// <summary>
    /// GRND_INSECURE (Linux 5.6): do not wait, and accept bytes from a generator that is not ready.
    /// Such bytes are not fit for keys. Cannot be combined with <see cref="Random"/>.
    /// </summary>
    Insecure = Kernel.GetRandomAbi.GRND_INSECURE,
}
