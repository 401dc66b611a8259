namespace VGetRandom.Kernel;

/// <summary>The kernel this process runs on.</summary>
// SAFETY: the caller vouches for length bytes at buffer, and the kernel refuses a bad address.
internal readonly unsafe struct LinuxKernel : ICodeKernel
{
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        GetRandomAbi.SystemCallNumber < 0
            ? -Errno.ENOSYS
            : Errno.OrErrno(Libc.syscall(GetRandomAbi.SystemCallNumber, buffer, length, flags));

    public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
        GetRandomAbi.SystemCallNumber < 0 ? -Errno.ENOSYS
        : length > GetRandomAbi.MaxQuickBytes ? -Errno.EINVAL
        : Errno.OrErrno(
            Libc.syscall_quick(GetRandomAbi.SystemCallNumber, buffer, length, flags));

    public nint Map(nuint length, int protection, int flags) =>
        Errno.OrErrno(Libc.mmap(0, length, protection, flags, -1, 0));

    public int Protect(nint address, nuint length, int protection) =>
        (int)Errno.OrErrno(Libc.mprotect(address, length, protection));

    public int Advise(nint address, nuint length, int advice) =>
        (int)Errno.OrErrno(Libc.madvise(address, length, advice));

    public int CheckReadable(nint page) =>
        SignalMaskAbi.ReadabilityFrom(
            SignalMaskAbi.SystemCallNumber < 0
                ? -Errno.ENOSYS
                : Errno.OrErrno(Libc.syscall_sigprocmask(
                    SignalMaskAbi.SystemCallNumber,
                    SignalMaskAbi.NoSuchChange,
                    page,
                    0,
                    SignalMaskAbi.MaskBytes)));

    public nint TryCopy(nint address, byte* destination, nuint length)
    {
        // A write to ourselves, not a read from ourselves: the kernel reads the local side as it
        // reads any argument, and so can read its own vvar pages. As the remote side it refuses
        // those.
        var local = new Libc.MemoryRange { Address = address, Length = length };
        var remote = new Libc.MemoryRange { Address = (nint)destination, Length = length };

        // SAFETY: one range on each side is promised and given; the caller vouches for length
        // bytes at the destination, and the kernel refuses a source that cannot be read.
        return Errno.OrErrno(
            Libc.process_vm_writev(Environment.ProcessId, &local, 1, &remote, 1, 0));
    }

    public int Unmap(nint address, nuint length) =>
        (int)Errno.OrErrno(Libc.munmap(address, length));
}
