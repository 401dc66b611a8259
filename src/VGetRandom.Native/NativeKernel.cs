using System.Runtime.CompilerServices;
using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>The kernel this process runs on, asked without a runtime.</summary>
/// <remarks>
/// Everything here may be called in a signal handler. errno stays as it was: the interface has
/// negative numbers for errors, and a program may be looking at its own.
/// </remarks>
// SAFETY: the caller vouches for length bytes at buffer, and the kernel refuses a bad address.
internal readonly unsafe struct NativeKernel : IKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint GetRandom(byte* buffer, nuint length, uint flags) =>
        SystemCall(buffer, length, flags);

    // A method without a receiver, so that requests can end in a jump to it, and keep nothing for
    // it on their shortest way.
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

    /// <summary>A C library call's result, with errno as a negative number in place of -1.
    /// </summary>
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
}
