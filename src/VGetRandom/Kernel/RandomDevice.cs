namespace VGetRandom.Kernel;

/// <summary>The kernel's generator by way of its devices.</summary>
// SAFETY: declares only. Callers vouch for length writable bytes at buffer.
internal unsafe interface IRandomDevice
{
    /// <summary>Opens it once, to see whether it is available.</summary>
    Problem? Probe();

    /// <summary>Whether the generator is ready, for which /dev/urandom does not wait.</summary>
    /// <param name="wait">Whether to wait until it is.</param>
    /// <returns>0 when it is ready, or a negative errno: EAGAIN when it is not.</returns>
    int CheckReadiness(bool wait);

    /// <summary>Reads random bytes.</summary>
    /// <returns>The number of bytes read, which may be short, or a negative errno.</returns>
    nint Read(byte* buffer, nuint length);
}

/// <summary>/dev/urandom and /dev/random, opened anew for each use. Thread-safe.</summary>
/// <remarks>
/// Kept open, a descriptor may be closed by someone else (programs that become daemons close all
/// of them), and its number may then be that of a file of zeros.
/// </remarks>
// SAFETY: pointers come from the caller, who vouches for length bytes; no more are written.
internal sealed unsafe class RandomDevice(
    string urandomPath = "/dev/urandom", string randomPath = "/dev/random") : IRandomDevice
{
    private volatile bool _isReady;

    public Problem? Probe() => ProbeOne(urandomPath) ?? ProbeOne(randomPath);

    public int CheckReadiness(bool wait)
    {
        if (_isReady)
        {
            return 0;
        }

        int descriptor = Open(randomPath);
        if (descriptor < 0)
        {
            return descriptor;
        }

        int result = Poll(descriptor, wait);
        _ = Libc.close(descriptor);
        _isReady |= result == 0;
        return result;
    }

    public nint Read(byte* buffer, nuint length)
    {
        int descriptor = Open(urandomPath);
        if (descriptor < 0)
        {
            return descriptor;
        }

        nint result;
        do
        {
            result = Errno.OrErrno(Libc.read(descriptor, buffer, length));
        }
        while (result == -Errno.EINTR);

        _ = Libc.close(descriptor);
        return result;
    }

    private static int Poll(int descriptor, bool wait)
    {
        // /dev/random becomes readable when the generator is ready.
        var poll = new Libc.PollDescriptor { Descriptor = descriptor, Events = Libc.POLLIN };
        nint result;
        do
        {
            result = Errno.OrErrno(Libc.poll(&poll, 1, wait ? -1 : 0));
        }
        while (result == -Errno.EINTR);

        return result switch
        {
            0 => -Errno.EAGAIN,
            1 when (poll.ReturnedEvents & Libc.POLLIN) == 0 => -Errno.EIO,
            1 => 0,
            _ => (int)result,
        };
    }

    private static Problem? ProbeOne(string path)
    {
        int descriptor = Open(path);
        if (descriptor >= 0)
        {
            _ = Libc.close(descriptor);
        }

        // Too many open files are so only now, and each request opens them anew.
        return descriptor is >= 0 or -Errno.EMFILE or -Errno.ENFILE or -Errno.ENOMEM
            ? null
            : new Problem(
                $"{path} is not available as the kernel's random device: "
                + $"{Errno.Describe(-descriptor)}.");
    }

    /// <summary>Opens a file and makes sure that it is the kernel's random device.</summary>
    /// <returns>The descriptor, or a negative errno.</returns>
    private static int Open(string path)
    {
        // Not blocking: under that name may be a pipe that nobody writes.
        const int Flags = Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY;
        int descriptor = (int)Errno.OrErrno(Libc.open(path, Flags));
        if (descriptor < 0)
        {
            return descriptor;
        }

        // In a chroot or a container anything may lie there, a file of zeros included. Only the
        // kernel's generator answers this question, into one int.
        int available;
        int result = (int)Errno.OrErrno(Libc.ioctl(descriptor, Libc.RNDGETENTCNT, &available));
        if (result < 0)
        {
            _ = Libc.close(descriptor);
            return result;
        }

        return descriptor;
    }
}
