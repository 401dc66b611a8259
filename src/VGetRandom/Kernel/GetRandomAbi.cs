using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The constants of getrandom(2).</summary>
internal static class GetRandomAbi
{
    public const uint GRND_NONBLOCK = 1;
    public const uint GRND_RANDOM = 2;
    public const uint GRND_INSECURE = 4;

    /// <summary>
    /// The longest request that a signal cannot cut short, by getrandom(2)'s own promise, and so
    /// the longest that may be made while the garbage collector waits.
    /// </summary>
    public const int MaxQuickBytes = 256;

    /// <summary>The longest request that the kernel serves in one call.</summary>
    public static nuint MaxRequestBytes => MaxRequestBytesWith(Environment.SystemPageSize);

    public static nuint MaxRequestBytesWith(int pageSize) => int.MaxValue & ~(nuint)(pageSize - 1);

    /// <summary>The system call's number here, or -1 where this library does not know it.</summary>
    /// <remarks>
    /// The number rather than the C library's getrandom(): that one is missing from old libraries,
    /// and in new ones it is not the system call any more but the vDSO function.
    /// </remarks>
    public static int SystemCallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 318,
        Architecture.X86 => 355,
        Architecture.Arm or Architecture.Armv6 => 384,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 278,
        Architecture.S390x => 349,
        Architecture.Ppc64le => 359,
        _ => -1,
    };
}
