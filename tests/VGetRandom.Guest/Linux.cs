using System.Runtime.InteropServices;

namespace VGetRandom.Guest;

/// <summary>Declarations of the C library that only a machine's own programs need.</summary>
internal static unsafe partial class Linux
{
    // SAFETY: declarations only; each caller vouches for the pointers it passes.
    public const nint RB_POWER_OFF = 0x4321FEDC;
    public const int MAP_SHARED = 1;
    public const int O_RDWR = 2;
    public const int SEEK_END = 2;
    public const int CLONE_NEWTIME = 0x80;
    public const int FINIT_MODULE_OF_X64 = 313;
    public const int MODULE_INIT_COMPRESSED_FILE = 4;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mount(
        string source, string target, string type, nuint flags, nint data);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int reboot(nint command);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint lseek(int descriptor, nint offset, int whence);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nint read(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int unshare(int flags);

    /// <summary>Loads a compressed module. The C library has no function for this.</summary>
    [LibraryImport(
        "libc",
        EntryPoint = "syscall",
        SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint syscall_module(
        nint number, nint descriptor, string parameters, nint flags);
}
