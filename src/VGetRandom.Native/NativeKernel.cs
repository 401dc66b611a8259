using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>The kernel on which this process runs, without a runtime.</summary>
/// <remarks>A signal handler may call everything here. errno stays unchanged: the interface reports
/// errors as negative numbers, and a program may be looking at its own errno.</remarks>
// SAFETY: the caller guarantees length bytes at buffer, and the kernel refuses a bad address.
internal readonly unsafe struct NativeKernel : IKernel
{
    private const int MaxInterruptions = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        SystemCall(buffer, length, flags);

    // Static, so that requests can end in a jump to it, and keep nothing for it on their shortest
    // way.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint SystemCall(byte* buffer, nuint length, uint flags)
    {
        int* errno = RawLibc.ErrnoLocation();
        int kept = *errno;
        return GetRandomAbi.SystemCallNumber < 0
            ? -Errno.ENOSYS
            : OrErrno(
                RawLibc.SystemCall(GetRandomAbi.SystemCallNumber, buffer, length, flags),
                errno,
                kept);
    }

    public nint GetRandomQuick(byte* buffer, nuint length, uint flags) =>
        GetRandom(buffer, length, flags);

    public nint Map(nuint length, int protection, int flags)
    {
        int* errno = RawLibc.ErrnoLocation();
        int kept = *errno;
        return OrErrno(RawLibc.Map(0, length, protection, flags, -1, 0), errno, kept);
    }

    public int Advise(nint address, nuint length, int advice)
    {
        int* errno = RawLibc.ErrnoLocation();
        int kept = *errno;
        return (int)OrErrno(RawLibc.Advise(address, length, advice), errno, kept);
    }

    public int CheckReadable(nint page)
    {
        int* errno = RawLibc.ErrnoLocation();
        int kept = *errno;
        return SignalMaskAbi.ReadabilityFrom(
            SignalMaskAbi.SystemCallNumber < 0
                ? -Errno.ENOSYS
                : OrErrno(
                    RawLibc.SystemCallForMask(
                        SignalMaskAbi.SystemCallNumber,
                        SignalMaskAbi.NoSuchChange,
                        page,
                        0,
                        SignalMaskAbi.MaskBytes),
                    errno,
                    kept));
    }

    public int Unmap(nint address, nuint length)
    {
        int* errno = RawLibc.ErrnoLocation();
        int kept = *errno;
        return (int)OrErrno(RawLibc.Unmap(address, length), errno, kept);
    }

    public nint MapClock(nuint length)
    {
        int* errno = RawLibc.ErrnoLocation();
        int kept = *errno;
        const int Flags = Libc.O_RDONLY | Libc.O_CLOEXEC | Libc.O_NONBLOCK | Libc.O_NOCTTY;
        int descriptor;
        fixed (byte* path = "/dev/vmclock0"u8)
        {
            descriptor = (int)OrErrno(RawLibc.Open(path, Flags), errno, kept);
        }

        if (descriptor < 0)
        {
            return descriptor;
        }

        nint address = IsCharacterDevice(descriptor)
            ? OrErrno(
                RawLibc.Map(0, length, Libc.PROT_READ, Libc.MAP_SHARED, descriptor, 0),
                errno,
                kept)
            : -Errno.ENOTTY;
        _ = RawLibc.Close(descriptor);
        *errno = kept;
        return address;
    }

    public long ReadMs()
    {
        Time time;
        _ = RawLibc.ReadClock(RawLibc.CLOCK_MONOTONIC, &time);
        return ((long)time.Seconds * 1000) + (time.Nanoseconds / 1_000_000);
    }

    public void Sleep()
    {
        int* errno = RawLibc.ErrnoLocation();
        int kept = *errno;
        var time = new Time { Nanoseconds = 1_000_000 };

        // A signal may cut the sleep short, and a fast timer again and again; resume a limited
        // number of times.
        for (int i = 0; i < MaxInterruptions; i++)
        {
            if (RawLibc.SystemCallForSleep(SleepAbi.SystemCallNumber, &time, &time) == 0)
            {
                break;
            }
        }

        *errno = kept;
    }

    private static bool IsCharacterDevice(int descriptor)
    {
        byte path = 0;
        Answer answer = default;
        return RawLibc.SystemCallForFile(
                StatxAbi.SystemCallNumber,
                descriptor,
                &path,
                StatxAbi.AT_EMPTY_PATH,
                StatxAbi.STATX_TYPE,
                (byte*)&answer) == 0
            && StatxAbi.IsCharacterDevice((byte*)&answer);
    }

    /// <summary>A C library call's result, with a negative errno in place of -1.</summary>
    private static nint OrErrno(nint result, int* errno, int kept)
    {
        if (result != -1)
        {
            return result;
        }

        int error = *errno;
        *errno = kept;
        return -error;
    }

    /// <summary>struct timespec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Time
    {
        public nint Seconds, Nanoseconds;
    }

    // A struct, because for an array on the stack the compiler adds a guard that needs the runtime.
    [StructLayout(LayoutKind.Sequential, Size = StatxAbi.Bytes)]
    private struct Answer
    {
        private readonly ulong _first;
    }
}
