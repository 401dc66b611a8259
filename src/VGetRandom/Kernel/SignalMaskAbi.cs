using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>
/// The constants of rt_sigprocmask(2), and the question about memory that this library puts to it.
/// </summary>
/// <remarks>
/// Told to change the mask in a way that has no meaning, the kernel reads the new mask, changes
/// nothing, and fails: with EFAULT where it could not read, else with EINVAL. mincore(2) would
/// answer the same question, but there are sandboxes that end a process for mincore(2), and none
/// for a call that every program makes.
/// </remarks>
internal static class SignalMaskAbi
{
    /// <summary>A way to change the mask that no kernel knows.</summary>
    public const int NoSuchChange = -1;

    /// <summary>Of a mask, on all processors that <see cref="SystemCallNumber"/> knows.</summary>
    public const nuint MaskBytes = 8;

    /// <summary>The system call's number here, or -1 where this library does not know it.</summary>
    public static int SystemCallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 14,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 135,
        Architecture.S390x => 175,
        Architecture.Ppc64le => 174,
        _ => -1,
    };

    /// <summary>What the question's answer says about the memory.</summary>
    /// <returns>0 where it can be read, or a negative errno.</returns>
    public static int ReadabilityFrom(nint result) => result switch
    {
        -Errno.EINVAL => 0,

        // Nonsense is refused, or the answer is not the kernel's.
        0 => -Errno.ENOSYS,
        _ => (int)result,
    };
}
