using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The constants of statx(2), which tells whether a file is a character device.</summary>
/// <remarks>Unlike struct stat, its answer has the same layout on all processors.</remarks>
internal static class StatxAbi
{
    public const int AT_EMPTY_PATH = 0x1000;
    public const uint STATX_TYPE = 1;

    /// <summary>Bytes in struct statx.</summary>
    public const int Bytes = 256;

    private const int ModeOffset = 28;
    private const int S_IFMT = 0xF000;
    private const int S_IFCHR = 0x2000;

    /// <summary>The system call's number here, or -1 if this library does not know it.</summary>
    public static int SystemCallNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 332,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 291,
        Architecture.S390x => 379,
        Architecture.Ppc64le => 383,
        _ => -1,
    };

    /// <summary>Whether the answer describes a character device.</summary>
    // SAFETY: the caller guarantees Bytes bytes at answer, aligned like a long.
    public static unsafe bool IsCharacterDevice(byte* answer) =>
        (*(ushort*)(answer + ModeOffset) & S_IFMT) == S_IFCHR;
}
