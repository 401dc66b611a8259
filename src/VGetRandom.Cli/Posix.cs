using System.Runtime.InteropServices;

namespace VGetRandom.Cli;

/// <summary>The three calls of the C library that .NET has no faithful wrapper for.</summary>
internal static partial class Posix
{
    public const int EINTR = 4;
    public const int EPIPE = 32;
    public const short POLLOUT = 4;
    public const int Forever = -1;

    /// <summary>A descriptor in non-blocking mode would have to wait.</summary>
    public static readonly int EAGAIN = OperatingSystem.IsLinux() ? 11 : 35;

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint write(
        SafeHandle descriptor, ReadOnlySpan<byte> buffer, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int poll(ref PollRequest requests, nuint count, int timeoutMs);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int isatty(SafeHandle descriptor);

    /// <summary>struct pollfd.</summary>
    internal struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
