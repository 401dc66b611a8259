using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The constants of nanosleep(2).</summary>
internal static class SleepAbi
{
    /// <summary>The system call's number here, or -1 if this library does not know it.</summary>
    public static int SystemCallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 35,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 101,
        Architecture.S390x or Architecture.Ppc64le => 162,
        _ => -1,
    };
}
