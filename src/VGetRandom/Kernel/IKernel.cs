namespace VGetRandom.Kernel;

/// <summary>
/// The only seam between this library and the world: everything it asks of the kernel.
/// </summary>
/// <remarks>
/// Implementations are structs and callers are generic over them, so the JIT compiles each call
/// to the system call itself, while tests put a kernel of their own underneath the same code.
/// Failure is always a negative errno, as the kernel itself reports it.
/// </remarks>
// SAFETY: declares only. Callers vouch for length writable bytes at every buffer.
internal unsafe interface IKernel
{
    /// <summary>getrandom(2). May block until the kernel's generator is ready.</summary>
    /// <returns>The number of bytes written, or a negative errno.</returns>
    nint GetRandom(byte* buffer, nuint length, uint flags);

    /// <summary>
    /// getrandom(2) by the cheap call convention, which keeps the garbage collector waiting: only
    /// once the generator is known to be ready. More than
    /// <see cref="GetRandomAbi.MaxQuickBytes"/> bytes are EINVAL.
    /// </summary>
    /// <returns>The number of bytes written, or a negative errno.</returns>
    nint GetRandomQuick(byte* buffer, nuint length, uint flags);

    /// <summary>mmap(2) of new memory, anywhere.</summary>
    /// <returns>The address, or a negative errno.</returns>
    nint Map(nuint length, int protection, int flags);

    /// <summary>madvise(2).</summary>
    /// <returns>0, or a negative errno.</returns>
    int Advise(nint address, nuint length, int advice);

    /// <summary>
    /// Finds out whether a page can be read, without touching it: see
    /// <see cref="SignalMaskAbi"/>.
    /// </summary>
    /// <param name="page">The page's address; anything but 0.</param>
    /// <returns>0, or a negative errno: EFAULT where it cannot be read.</returns>
    int CheckReadable(nint page);

    /// <summary>munmap(2).</summary>
    /// <returns>0, or a negative errno.</returns>
    int Unmap(nint address, nuint length);
}
