using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The constants of rt_sigprocmask(2), and the question about memory that we ask with it.
/// </summary>
/// <remarks>
/// Told to change the mask in a way that has no meaning, the kernel reads the new mask, changes
/// nothing, and fails: with EFAULT if it could not read the mask, otherwise with EINVAL. mincore(2)
/// would answer the same question, but some sandboxes kill a process for it. None kills for a call
/// that every program makes.
/// </remarks>
internal static class SignalMaskAbi
{
    /// <summary>A way to change the mask that no kernel knows.</summary>
    public const int NoSuchChange = -1;

    /// <summary>Bytes in a mask, on all processors that <see cref="SystemCallNumber"/> knows.
    /// </summary>
    public const nuint MaskBytes = 8;

    /// <summary>The system call's number here, or -1 if this library does not know it.</summary>
    public static int SystemCallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 14,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 135,
        Architecture.S390x => 175,
        Architecture.Ppc64le => 174,
        _ => -1,
    };

    /// <summary>What the answer says about the memory.</summary>
    /// <returns>0 if it can be read, or a negative errno.</returns>
    public static int ReadabilityFrom(nint result) => result switch
    {
        -Errno.EINVAL => 0,

        // A kernel refuses nonsense, so this answer is not a kernel's.
        0 => -Errno.ENOSYS,
        _ => (int)result,
    };
}
