using System.Runtime.InteropServices;

namespace VGetRandom.Guest;

/// <summary>The C library's declarations that only the first process of a machine needs.</summary>
internal static partial class Linux
{
    public const nint RB_POWER_OFF = 0x4321FEDC;
    public const int O_RDWR = 2;
    public const int SEEK_END = 2;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mount(
        string source, string target, string type, nuint flags, nint data);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int reboot(nint command);
}
