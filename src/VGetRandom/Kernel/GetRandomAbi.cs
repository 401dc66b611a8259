using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The constants of getrandom(2).</summary>
internal static class GetRandomAbi
{
    public const uint GRND_NONBLOCK = 1;
    public const uint GRND_RANDOM = 2;
    public const uint GRND_INSECURE = 4;

    /// <summary>The longest request that getrandom(2) promises not to cut short on a signal, and so
    /// the longest that may keep the garbage collector waiting.</summary>
    public const int MaxQuickBytes = 256;

    /// <summary>The longest request that the kernel serves in one call.</summary>
    public static nuint MaxRequestBytes => MaxRequestBytesWith(Environment.SystemPageSize);

    public static nuint MaxRequestBytesWith(int pageSize) => int.MaxValue & ~(nuint)(pageSize - 1);

    /// <summary>The system call's number here, or -1 if this library does not know it.</summary>
    /// <remarks>We call by number because old C libraries lack getrandom(), and in new ones it
    /// calls the vDSO function instead of making the system call.</remarks>
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
