using System.Diagnostics.CodeAnalysis;

namespace VGetRandom.Kernel;

/// <summary>Tells when the kernel has reseeded because the machine was forked.</summary>
internal interface IForkEvents : IDisposable
{
    /// <summary>Waits for an event of this kind; others are passed over.</summary>
    /// <param name="timeoutMs">The longest wait, or -1 for ever.</param>
    /// <returns>1 for such an event, 0 after the time, or a negative errno: nothing more will come.
    /// </returns>
    int Wait(int timeoutMs);

    /// <summary>Throws away what has come so far.</summary>
    /// <returns>1 where such an event was among it, 0, or a negative errno.</returns>
    int Drain();
}

/// <summary>The kernel's own announcements, NETLINK_KOBJECT_UEVENT, which everybody may read.
/// </summary>
/// <remarks>
/// Since Linux 6.8 the driver of the virtual machine's generation ID sends NEW_VMGENID=1, after it
/// has mixed the ID into the generator and reseeded. Used by one thread.
/// </remarks>
// SAFETY: buffers are on the stack, and the kernel is told their lengths.
internal sealed unsafe class ForkEvents : IForkEvents
{
    private const int MaxBytes = 8192;
    private const uint AllOfTheKernels = 1;

    private readonly int _socket;
    private readonly ulong _cookie;

    private ForkEvents(int socket, ulong cookie)
    {
        _socket = socket;
        _cookie = cookie;
    }

    /// <summary>Subscribes to them.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes of it.")]
    public static Attempt<IForkEvents> Open()
    {
        int socket = (int)Errno.OrErrno(Libc.socket(
            Libc.AF_NETLINK,
            Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC | Libc.SOCK_NONBLOCK,
            Libc.NETLINK_KOBJECT_UEVENT));
        if (socket < 0)
        {
            return Failure(socket);
        }

        var address = new Libc.NetlinkAddress
        {
            Family = Libc.AF_NETLINK,
            Groups = AllOfTheKernels,
        };
        int bound = (int)Errno.OrErrno(Libc.bind(
            socket, &address, (uint)sizeof(Libc.NetlinkAddress)));
        ulong cookie = ReadCookie(socket);
        if (bound < 0 || cookie == 0)
        {
            _ = Libc.close(socket);
            return Failure(bound < 0 ? bound : -Errno.ENOSYS);
        }

        return Attempt<IForkEvents>.Of(new ForkEvents(socket, cookie));
    }

    public void Dispose()
    {
        if (ReadCookie(_socket) == _cookie)
        {
            _ = Libc.close(_socket);
        }
    }

    public int Wait(int timeoutMs)
    {
        long endMs = Environment.TickCount64 + timeoutMs;
        while (true)
        {
            int leftMs = timeoutMs < 0
                ? -1
                : (int)Math.Max(endMs - Environment.TickCount64, 0);
            var poll = new Libc.PollDescriptor { Descriptor = _socket, Events = Libc.POLLIN };
            int result = (int)Errno.OrErrno(Libc.poll(&poll, 1, leftMs));
            if (result is 0 or (< 0 and not -Errno.EINTR))
            {
                return result;
            }

            int drained = Drain();
            if (drained != 0)
            {
                return drained;
            }
        }
    }

    public int Drain()
    {
        byte* message = stackalloc byte[MaxBytes];
        Libc.NetlinkAddress* sender = stackalloc Libc.NetlinkAddress[1];
        bool isFound = false;
        while (true)
        {
            // A program that closes all descriptors may have another socket under this number by
            // now, of which nothing may be taken.
            if (ReadCookie(_socket) != _cookie)
            {
                return -Errno.EBADF;
            }

            uint senderBytes = (uint)sizeof(Libc.NetlinkAddress);
            int length = (int)Errno.OrErrno(
                Libc.recvfrom(_socket, message, MaxBytes, 0, sender, &senderBytes));
            if (length == -Errno.EAGAIN)
            {
                return isFound ? 1 : 0;
            }

            if (length < 0 && length is not (-Errno.EINTR or -Errno.ENOBUFS))
            {
                return length;
            }

            // The kernel's port is 0; an administrator's program could send the same.
            isFound |= length > 0
                && sender->Port == 0
                && IsOfFork(new ReadOnlySpan<byte>(message, length));
        }
    }

    /// <summary>Whether a message, which is lines that end with a zero, is of this kind.</summary>
    internal static bool IsOfFork(ReadOnlySpan<byte> message)
    {
        foreach (Range line in message.Split((byte)0))
        {
            if (message[line].SequenceEqual("NEW_VMGENID=1"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What tells a socket from all others that there ever were, or 0.</summary>
    private static ulong ReadCookie(int socket)
    {
        ulong cookie = 0;
        uint length = sizeof(ulong);
        return Libc.getsockopt(
            socket, Libc.SOL_SOCKET, Libc.SO_COOKIE, &cookie, &length) == 0 ? cookie : 0;
    }

    private static Problem Failure(int result) => new(
        $"the kernel's announcements cannot be read: {Errno.Describe(-result)}.");
}
