using System.Runtime;
using System.Runtime.CompilerServices;

namespace VGetRandom.Native;

/// <summary>The C library, called as C calls it.</summary>
// SAFETY: declares only. Each caller vouches for the pointers it passes.
internal static unsafe class RawLibc
{
    public const nuint AT_PAGESZ = 6;
    public const int CLOCK_MONOTONIC_COARSE = 6;
    public const int MAP_NORESERVE = 0x4000;
    public const int SIG_SETMASK = 2;

    [RuntimeImport("*", "__errno_location")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int* ErrnoLocation();

    // As many arguments as the system call has: a fixed number of them lie where those of a
    // function with "..." do.
    [RuntimeImport("*", "syscall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint SystemCall(nint number, byte* buffer, nuint length, nuint flags);

    [RuntimeImport("*", "mmap")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint Map(
        nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [RuntimeImport("*", "munmap")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Unmap(nint address, nuint length);

    [RuntimeImport("*", "madvise")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Advise(nint address, nuint length, int advice);

    // By its number: the C library's own function reads the mask itself.
    [RuntimeImport("*", "syscall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint SystemCallForMask(
        nint number, nint how, nint mask, nint previousMask, nuint maskBytes);

    [RuntimeImport("*", "getauxval")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nuint AuxiliaryValue(nuint type);

    [RuntimeImport("*", "clock_gettime")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int GetTime(int clock, TimeSpecification* time);

    [RuntimeImport("*", "pthread_sigmask")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int SetSignalMask(int how, SignalSet* set, SignalSet* previous);

    [RuntimeImport("*", "pthread_key_create")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int CreateKey(uint* key, delegate*<nint, void> destructor);

    [RuntimeImport("*", "pthread_getspecific")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint GetSpecific(uint key);

    [RuntimeImport("*", "pthread_setspecific")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int SetSpecific(uint key, nint value);

    /// <summary>sigset_t, as long as that of glibc and of musl.</summary>
    [InlineArray(16)]
    public struct SignalSet
    {
        private ulong _first;

        /// <summary>Every signal.</summary>
        public static SignalSet All
        {
            get
            {
                SignalSet set = default;
                for (int i = 0; i < 16; i++)
                {
                    set[i] = ulong.MaxValue;
                }

                return set;
            }
        }
    }

    /// <summary>struct timespec.</summary>
    public struct TimeSpecification
    {
        public nint Seconds, Nanoseconds;
    }
}
