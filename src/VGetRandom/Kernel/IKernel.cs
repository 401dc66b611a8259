namespace VGetRandom.Kernel;

/// <summary>The system calls that the library makes.</summary>
/// <remarks>
/// Implementations are structs and callers are generic over them, so the JIT compiles each call
/// to the system call itself, while tests put a kernel of their own underneath the same code.
/// Each returns what the system call does: failure is always a negative errno, as the kernel
/// itself reports it.
/// </remarks>
// SAFETY: declares only. Callers vouch for length writable bytes at every buffer.
internal unsafe interface IKernel
{
    /// <summary>getrandom(2). May block until the kernel's generator is ready.</summary>
    nint GetRandom(byte* buffer, nuint length, uint flags);

    /// <summary>
    /// getrandom(2) by the cheap call convention, which keeps the garbage collector waiting: only
    /// once the generator is known to be ready. More than
    /// <see cref="GetRandomAbi.MaxQuickBytes"/> bytes are EINVAL.
    /// </summary>
    nint GetRandomQuick(byte* buffer, nuint length, uint flags);

    /// <summary>mmap(2) of new memory, anywhere.</summary>
    nint Map(nuint length, int protection, int flags);

    /// <summary>madvise(2).</summary>
    int Advise(nint address, nuint length, int advice);

    /// <summary>Finds out, as <see cref="SignalMaskAbi"/> says, whether a page can be read.
    /// </summary>
    /// <param name="page">The page's address; anything but 0.</param>
    /// <returns>0, or a negative errno: EFAULT where it cannot be read.</returns>
    int CheckReadable(nint page);

    /// <summary>munmap(2).</summary>
    int Unmap(nint address, nuint length);

    /// <summary>Opens <see cref="VmClockAbi.Path"/>, which must be a character device, and maps its
    /// page to be read.</summary>
    /// <returns>The address, or a negative errno: ENOTTY where something else lies there.</returns>
    nint MapClock(nuint length);

    /// <summary>Milliseconds of a clock that goes on while nobody sets it back.</summary>
    long ReadMs();

    /// <summary>Sleeps for a millisecond, or until a signal comes.</summary>
    void Sleep();
}

/// <summary>What running a copy of the kernel's code takes, besides the seam itself.</summary>
// SAFETY: declares only. Callers vouch for length writable bytes at every destination.
internal unsafe interface ICodeKernel : IKernel
{
    /// <summary>mprotect(2).</summary>
    int Protect(nint address, nuint length, int protection);

    /// <summary>Copies memory of this process that may not be readable, without a crash.</summary>
    /// <param name="address">Where to copy from; anything at all.</param>
    /// <param name="destination">Room for length bytes.</param>
    /// <param name="length">How many bytes.</param>
    /// <returns>The number of bytes copied, which may be short, or a negative errno.</returns>
    nint TryCopy(nint address, byte* destination, nuint length);
}
