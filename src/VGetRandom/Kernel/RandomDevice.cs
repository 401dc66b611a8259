using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The kernel's generator by way of its devices, where getrandom(2) is refused.</summary>
/// <remarks>Thread-safe. Stays open for the life of the process.</remarks>
// SAFETY: pointers come from the caller, who vouches for length bytes; no more are written.
internal sealed unsafe class RandomDevice
{
    private readonly int _urandom;
    private readonly int _random;
    private volatile bool _isReady;

    private RandomDevice(int urandom, int random)
    {
        _urandom = urandom;
        _random = random;
    }

    /// <summary>Opens the devices, or tells why they are not to be had.</summary>
    public static Attempt<RandomDevice> Open() => Open("/dev/urandom", "/dev/random");

    internal static Attempt<RandomDevice> Open(string urandomPath, string randomPath)
    {
        int urandom = OpenOne(urandomPath, out string problem);
        if (urandom < 0)
        {
            return Attempt<RandomDevice>.Failed(problem);
        }

        int random = OpenOne(randomPath, out problem);
        if (random < 0)
        {
            _ = Libc.close(urandom);
            return Attempt<RandomDevice>.Failed(problem);
        }

        return Attempt<RandomDevice>.Of(new RandomDevice(urandom, random));
    }

    /// <summary>Whether the generator is ready: /dev/urandom itself does not wait for it.</summary>
    /// <param name="wait">Whether to wait until it is.</param>
    public bool IsReady(bool wait)
    {
        while (!_isReady)
        {
            // /dev/random becomes readable when the generator is ready.
            var poll = new Libc.PollDescriptor { Descriptor = _random, Events = Libc.POLLIN };

            // SAFETY: poll is told of one descriptor, and gets one.
            int result = Libc.poll(&poll, 1, wait ? -1 : 0);
            _isReady = result == 1 && (poll.ReturnedEvents & Libc.POLLIN) != 0;
            if (!_isReady && !(wait && IsInterrupted(result)))
            {
                break;
            }
        }

        return _isReady;
    }

    /// <summary>Reads random bytes.</summary>
    /// <returns>The number of bytes read, which may be short, or a negative errno.</returns>
    public nint Read(byte* buffer, nuint length)
    {
        nint result;
        do
        {
            // SAFETY: the caller's buffer has length bytes.
            result = Libc.read(_urandom, buffer, length);
        }
        while (IsInterrupted(result));

        return result == -1 ? -Marshal.GetLastPInvokeError() : result;
    }

    private static bool IsInterrupted(nint result) =>
        result == -1 && Marshal.GetLastPInvokeError() == Errno.EINTR;

    private static int OpenOne(string path, out string problem)
    {
        problem = "";
        int descriptor = Libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor < 0)
        {
            problem = $"{path} cannot be opened: {Errno.Describe(Marshal.GetLastPInvokeError())}.";
            return -1;
        }

        // In a chroot or a container anything may lie under that name, a file of zeros included.
        // Only the kernel's generator answers this.
        int available;

        // SAFETY: RNDGETENTCNT writes one int, and gets the address of one.
        if (Libc.ioctl(descriptor, Libc.RNDGETENTCNT, &available) == 0)
        {
            return descriptor;
        }

        problem = $"{path} is not the kernel's random device.";
        _ = Libc.close(descriptor);
        return -1;
    }
}
