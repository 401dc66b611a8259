using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The C library's declarations, as they stand in its headers.</summary>
/// <remarks>Safe directories only: a libc lying beside the program is not the C library.</remarks>
internal static unsafe partial class Libc
{
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;

    public const int MAP_PRIVATE = 0x02;
    public const int MAP_DROPPABLE = 0x08;
    public const int MAP_ANONYMOUS = 0x20;

    public const int MADV_PAGEOUT = 21;

    public const nuint AT_SECURE = 23;
    public const nuint AT_SYSINFO_EHDR = 33;

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint syscall(nint number, byte* buffer, nuint length, uint flags);

    // The runtime must not enter or leave anything between the call and the reading of errno, and
    // with this convention it does not.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static partial nint syscall_quick(nint number, byte* buffer, nuint length, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint mmap(
        nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int munmap(nint address, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int madvise(nint address, nuint length, int advice);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int mincore(nint address, nuint length, byte* residency);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nuint getauxval(nuint type);
}
