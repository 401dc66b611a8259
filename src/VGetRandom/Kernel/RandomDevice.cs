namespace VGetRandom.Kernel;

/// <summary>The kernel's generator through its devices.</summary>
// SAFETY: only declarations; callers guarantee length writable bytes at buffer.
internal unsafe interface IRandomDevice
{
    /// <summary>Opens the device once to see whether it is available.</summary>
    Problem? Probe();

    /// <summary>Whether the generator is ready; /dev/urandom does not wait for that.</summary>
    /// <param name="wait">Whether to wait until it is ready.</param>
    /// <returns>0 if it is ready, or a negative errno: EAGAIN if it is not.</returns>
    int CheckReadiness(bool wait);

    /// <summary>Reads random bytes.</summary>
    /// <returns>The number of bytes read, which may be short, or a negative errno.</returns>
    nint Read(byte* buffer, nuint length);
}

/// <summary>/dev/urandom and /dev/random, opened anew for each use. Thread-safe.</summary>
/// <remarks>Other code may close a descriptor that we keep (programs that become daemons close all
/// of them), and the number may then belong to a file of zeros.</remarks>
// SAFETY: the caller guarantees length bytes at buffer, and no more are written.
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

        // A shortage of descriptors or memory passes, and each request opens the devices anew.
        return descriptor is >= 0 or -Errno.EMFILE or -Errno.ENFILE or -Errno.ENOMEM
            ? null
            : new Problem(
                $"{path} is not available as the kernel's random device: "
                + $"{Errno.Describe(-descriptor)}.");
    }

    /// <summary>Opens a file and verifies that it is the kernel's random device.</summary>
    /// <returns>The descriptor, or a negative errno.</returns>
    private static int Open(string path)
    {
        // Nonblocking: the name may belong to a pipe that nobody writes to.
        const int Flags = Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY;
        int descriptor = (int)Errno.OrErrno(Libc.open(path, Flags));
        if (descriptor < 0)
        {
            return descriptor;
        }

        // In a chroot or a container anything may have that name, even a file of zeros. Only the
        // kernel's generator answers this question, with one int.
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
