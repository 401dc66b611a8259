using System.Runtime.InteropServices;

// Not from the program's folder: a file called libc there is not the C library.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace VGetRandom.Kernel;

/// <summary>The C library's declarations, as in its headers.</summary>
// SAFETY: only declarations; each caller guarantees the memory behind the pointers it passes.
internal static unsafe partial class Libc
{
    public const int PROT_READ = 1;
    public const int PROT_WRITE = 2;
    public const int PROT_EXEC = 4;

    public const int MAP_SHARED = 0x01;
    public const int MAP_PRIVATE = 0x02;
    public const int MAP_DROPPABLE = 0x08;
    public const int MAP_TYPE = 0x0F;

    /// <summary>A type of memory that no kernel knows.</summary>
    public const int NoSuchMapType = 0x0C;
    public const int MAP_FIXED = 0x10;
    public const int MAP_ANONYMOUS = 0x20;

    public const int MADV_DONTNEED = 4;
    public const int MADV_DONTDUMP = 16;
    public const int MADV_WIPEONFORK = 18;
    public const int MADV_PAGEOUT = 21;

    /// <summary>An advice that no kernel knows.</summary>
    public const int NoSuchAdvice = -1;

    public const int O_RDONLY = 0;
    public const int O_NOCTTY = 0x100;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;
    public const short POLLIN = 1;
    public const short POLLOUT = 4;

    /// <summary>_IOR('R', 0x00, int).</summary>
    public static readonly nuint RNDGETENTCNT =
        RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? 0x40045200u : 0x80045200u;

    public const nuint AT_SECURE = 23;
    public const nuint AT_SYSINFO_EHDR = 33;

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint syscall(nint number, byte* buffer, nuint length, uint flags);

    // With this convention the runtime runs nothing of its own between the call and reading errno.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [SuppressGCTransition]
    public static partial nint syscall_quick(nint number, byte* buffer, nuint length, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint mmap(
        nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int munmap(nint address, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint process_vm_writev(
        int process,
        MemoryRange* local,
        nuint localCount,
        MemoryRange* remote,
        nuint remoteCount,
        nuint flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int madvise(nint address, nuint length, int advice);

    // By number, because the C library's own function reads the mask itself.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint syscall_sigprocmask(
        nint number, nint how, nint mask, nint previousMask, nuint maskBytes);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint syscall_statx(
        nint number, nint folder, byte* path, nint flags, nuint mask, byte* answer);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint pread(int descriptor, byte* buffer, nuint length, nint offset);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int poll(PollDescriptor* descriptors, nuint count, int timeoutMs);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int ioctl(int descriptor, nuint request, void* argument);

    [LibraryImport("libc")]
    public static partial nuint getauxval(nuint type);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MemoryRange
    {
        public nint Address;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events, ReturnedEvents;
    }
}
