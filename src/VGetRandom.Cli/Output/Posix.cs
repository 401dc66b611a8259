using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VGetRandom.Cli.Output;

/// <summary>The calls of the C library that .NET has no faithful wrapper for.</summary>
internal static partial class Posix
{
    public const int EINTR = 4;
    public const int EPIPE = 32;
    public const int O_RDONLY = 0;
    public const short POLLIN = 1;
    public const short POLLOUT = 4;
    public const int StandardInput = 0;
    public const int StandardOutput = 1;
    public const int StandardError = 2;

    public const int MAP_SHARED = 1;
    public const int WNOHANG = 1;
    public const int SIGKILL = 9;

    private const int F_GETFD = 1;
    private const int FD_CLOEXEC = 1;
    private const int Forever = -1;

    /// <summary>A descriptor in non-blocking mode would have to wait.</summary>
    public static readonly int EAGAIN = OperatingSystem.IsLinux() ? 11 : 35;

    /// <summary>Whether whoever started the process opened this descriptor for it.</summary>
    /// <remarks>
    /// A descriptor that was closed then may be the runtime's by now: the pipe through which it
    /// hears of signals, say, where every byte means something. The runtime marks its own to be
    /// closed by exec, and one that was inherited has come through an exec.
    /// </remarks>
    public static bool IsInherited(int descriptor)
    {
        int flags = fcntl(descriptor, F_GETFD);
        return flags >= 0 && (flags & FD_CLOEXEC) == 0;
    }

    /// <summary>Opens a file to be read.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenToRead(string path) =>
        Open(path, name => open(name, O_RDONLY), $"Cannot read {path}");

    /// <summary>Opens a file to be written, new or emptied.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="mode">Who may do what with it, if it is new.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle OpenToWrite(string path, UnixFileMode mode) =>
        Open(path, name => creat(name, mode), $"Cannot open {path} for writing");

    /// <summary>Waits until a descriptor in non-blocking mode has something to do.</summary>
    /// <remarks>Whatever poll says, the next call tells: it goes on, or fails with the reason.
    /// </remarks>
    public static void Wait(SafeHandle descriptor, short events)
    {
        var request = new PollRequest
        {
            Descriptor = (int)descriptor.DangerousGetHandle(),
            Events = events,
        };
        _ = poll(ref request, 1, Forever);
    }

    /// <summary>What the last call failed with.</summary>
    public static string Reason(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint read(SafeHandle descriptor, Span<byte> buffer, nuint length);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint write(
        SafeHandle descriptor, ReadOnlySpan<byte> buffer, nuint length);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int isatty(SafeHandle descriptor);

    // The three without a transition: the child of a fork has no other threads, so it must not wait
    // for a garbage collection that they will never finish.
    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static partial int fork();

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static partial void _exit(int status);

    // SAFETY: status is null or has room for one int.
    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    public static unsafe partial int waitpid(int process, int* status, int options);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fcntl(int descriptor, int command);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int poll(ref PollRequest requests, nuint count, int timeoutMs);

    // Both get the name's own bytes, not what a string would make of them. Neither takes optional
    // arguments here, which some platforms pass in ways of their own.
    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle open(byte[] path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle creat(byte[] path, UnixFileMode mode);

    private static SafeFileHandle Open(
        string path, Func<byte[], SafeFileHandle> open, string complaint)
    {
        byte[] name = RawText.ToCString(path);
        while (true)
        {
            SafeFileHandle file = open(name);
            if (!file.IsInvalid)
            {
                return file;
            }

            int errno = Marshal.GetLastPInvokeError();
            file.Dispose();
            if (errno != EINTR)
            {
                throw new IOException($"{complaint}: {Reason(errno)}.");
            }
        }
    }

    /// <summary>struct pollfd.</summary>
    internal struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
