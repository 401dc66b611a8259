using System.Diagnostics;

namespace VGetRandom.Kernel;

/// <summary>The kernel on which this process runs.</summary>
// SAFETY: the caller guarantees length bytes at buffer, and the kernel refuses a bad address.
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
        // Writing to ourselves, not reading from ourselves: the kernel reads the local side like
        // any argument, so it can read its own vvar pages. It refuses them as the remote side.
        var local = new Libc.MemoryRange { Address = address, Length = length };
        var remote = new Libc.MemoryRange { Address = (nint)destination, Length = length };

        // SAFETY: there is one range on each side, as declared; the caller guarantees length bytes
        // at destination, and the kernel refuses an unreadable source.
        return Errno.OrErrno(
            Libc.process_vm_writev(Environment.ProcessId, &local, 1, &remote, 1, 0));
    }

    public int Unmap(nint address, nuint length) =>
        (int)Errno.OrErrno(Libc.munmap(address, length));

    public nint MapClock(nuint length)
    {
        if (!OperatingSystem.IsLinux())
        {
            return -Errno.ENOENT;
        }

        const int Flags = Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY;
        int descriptor = (int)Errno.OrErrno(Libc.open(VmClockAbi.Path, Flags));
        if (descriptor < 0)
        {
            return descriptor;
        }

        // A container may have anything there. Truncating a mapped file kills whoever reads its
        // page.
        nint address = IsCharacterDevice(descriptor)
            ? Errno.OrErrno(
                Libc.mmap(0, length, Libc.PROT_READ, Libc.MAP_SHARED, descriptor, 0))
            : -Errno.ENOTTY;
        _ = Libc.close(descriptor);
        return address;
    }

    // Not TickCount64: it stands still between ticks, and when a clone goes on, the first tick may
    // add all the time since the save.
    public long ReadMs() =>
        (long)Stopwatch.GetElapsedTime(0, Stopwatch.GetTimestamp()).TotalMilliseconds;

    // Not Thread.Sleep, which another thread can interrupt with an exception.
    public void Sleep() => _ = Libc.poll(null, 0, 1);

    private static bool IsCharacterDevice(int descriptor)
    {
        // SAFETY: the empty path is one zero byte, and answer has room for StatxAbi.Bytes bytes.
        byte path = 0;
        ulong* answer = stackalloc ulong[StatxAbi.Bytes / sizeof(ulong)];
        return StatxAbi.SystemCallNumber >= 0
            && Libc.syscall_statx(
                StatxAbi.SystemCallNumber,
                descriptor,
                &path,
                StatxAbi.AT_EMPTY_PATH,
                StatxAbi.STATX_TYPE,
                (byte*)answer) == 0
            && StatxAbi.IsCharacterDevice((byte*)answer);
    }
}
