using System.Runtime.InteropServices;

namespace VGetRandom.Kernel;

/// <summary>The kernel this process runs on.</summary>
// SAFETY: the caller vouches for length bytes at buffer, and the kernel refuses a bad address.
internal readonly unsafe struct LinuxKernel : IKernel
{
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        GetRandomAbi.SystemCallNumber < 0
            ? -Errno.ENOSYS
            : OrErrno(Libc.syscall(GetRandomAbi.SystemCallNumber, buffer, length, flags));

    public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
        GetRandomAbi.SystemCallNumber < 0
            ? -Errno.ENOSYS
            : OrErrno(Libc.syscall_quick(GetRandomAbi.SystemCallNumber, buffer, length, flags));

    public nint Map(nuint length, int protection, int flags) =>
        OrErrno(Libc.mmap(0, length, protection, flags, -1, 0));

    public int Unmap(nint address, nuint length) => (int)OrErrno(Libc.munmap(address, length));

    private static nint OrErrno(nint result) =>
        result == -1 ? -Marshal.GetLastPInvokeError() : result;
}
