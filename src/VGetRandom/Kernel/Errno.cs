using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The errors that this library tells apart, the same on every Linux that .NET runs on.
/// </summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int EINTR = 4;
    public const int EIO = 5;
    public const int ENXIO = 6;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EFAULT = 14;
    public const int EINVAL = 22;
    public const int ENFILE = 23;
    public const int EMFILE = 24;
    public const int ENOTTY = 25;
    public const int ENOSYS = 38;

    /// <summary>A C library call's result, with a negative errno in place of -1.</summary>
    public static nint OrErrno(nint result) =>
        result == -1 ? -Marshal.GetLastPInvokeError() : result;

    /// <summary>The number with its C name, and the C library's text for it.</summary>
    public static string Describe(int errno)
    {
        string name = errno switch
        {
            EPERM => nameof(EPERM),
            ENOENT => nameof(ENOENT),
            EINTR => nameof(EINTR),
            EIO => nameof(EIO),
            ENXIO => nameof(ENXIO),
            EAGAIN => nameof(EAGAIN),
            ENOMEM => nameof(ENOMEM),
            EACCES => nameof(EACCES),
            EFAULT => nameof(EFAULT),
            EINVAL => nameof(EINVAL),
            ENFILE => nameof(ENFILE),
            EMFILE => nameof(EMFILE),
            ENOTTY => nameof(ENOTTY),
            ENOSYS => nameof(ENOSYS),
            _ => $"errno {errno}",
        };
        return $"{name} ({Marshal.GetPInvokeErrorMessage(errno)})";
    }
}
