namespace VGetRandom.Kernel;

/// <summary>The system calls that the library makes.</summary>
/// <remarks>
/// Implementations are structs and callers are generic over them, so the JIT compiles each call to
/// the system call itself, while tests put another kernel beneath the same code. Each returns what
/// the system call does, and reports failure as a negative errno.
/// </remarks>
// SAFETY: only declarations; callers guarantee length writable bytes at every buffer.
internal unsafe interface IKernel
{
    /// <summary>getrandom(2). May block until the kernel's generator is ready.</summary>
    nint GetRandom(byte* buffer, nuint length, uint flags);

    /// <summary>
    /// getrandom(2) by the cheap call convention, which keeps the garbage collector waiting. Call
    /// it only once the generator is known to be ready. More than
    /// <see cref="GetRandomAbi.MaxQuickBytes"/> bytes give EINVAL.
    /// </summary>
    nint GetRandomQuick(byte* buffer, nuint length, uint flags);

    /// <summary>mmap(2) of new memory, anywhere.</summary>
    nint Map(nuint length, int protection, int flags);

    /// <summary>madvise(2).</summary>
    int Advise(nint address, nuint length, int advice);

    /// <summary>Tells whether a page is readable, by the question of <see cref="SignalMaskAbi"/>.
    /// </summary>
    /// <param name="page">The page's address; not 0.</param>
    /// <returns>0, or a negative errno: EFAULT if the page cannot be read.</returns>
    int CheckReadable(nint page);

    /// <summary>munmap(2).</summary>
    int Unmap(nint address, nuint length);

    /// <summary>Opens <see cref="VmClockAbi.Path"/>, which must be a character device, and maps its
    /// page for reading.</summary>
    /// <returns>The address, or a negative errno: ENOTTY if something else has that name.</returns>
    nint MapClock(nuint length);

    /// <summary>Milliseconds on a clock that nobody can set back.</summary>
    long ReadMs();

    /// <summary>Sleeps for a millisecond or until a signal arrives.</summary>
    void Sleep();
}

/// <summary>What running a copy of the kernel's code needs in addition.</summary>
// SAFETY: only declarations; callers guarantee length writable bytes at every destination.
internal unsafe interface ICodeKernel : IKernel
{
    /// <summary>mprotect(2).</summary>
    int Protect(nint address, nuint length, int protection);

    /// <summary>Copies memory of this process that may be unreadable, without a crash.</summary>
    /// <param name="address">Where to copy from; any address.</param>
    /// <param name="destination">Room for length bytes.</param>
    /// <param name="length">How many bytes.</param>
    /// <returns>The number of bytes copied, which may be short, or a negative errno.</returns>
    nint TryCopy(nint address, byte* destination, nuint length);
}
