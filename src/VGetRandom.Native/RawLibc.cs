using System.Runtime;
using System.Runtime.CompilerServices;

namespace VGetRandom.Native;

/// <summary>The C library, called as C calls it.</summary>
// SAFETY: only declarations; each caller guarantees the memory behind the pointers it passes.
internal static unsafe class RawLibc
{
    public const nuint AT_PAGESZ = 6;
    public const int CLOCK_MONOTONIC = 1;
    public const int MADV_NOHUGEPAGE = 15;
    public const int MAP_NORESERVE = 0x4000;

    /// <summary>Asks for no huge pages since Linux 6.7; no effect before.</summary>
    public const int MAP_STACK = 0x20000;

    private const nint RTLD_DEFAULT = 0;
    private const nint RTLD_NEXT = -1;

    [RuntimeImport("*", "__errno_location")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int* ErrnoLocation();

    // Exactly as many arguments as the system call has: they are passed like those of a function
    // with "...".
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

    // By number, because the C library's own function reads the mask itself.
    [RuntimeImport("*", "syscall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint SystemCallForMask(
        nint number, nint how, nint mask, nint previousMask, nuint maskBytes);

    [RuntimeImport("*", "getauxval")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nuint AuxiliaryValue(nuint type);

    [RuntimeImport("*", "open")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Open(byte* path, int flags);

    [RuntimeImport("*", "close")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Close(int descriptor);

    [RuntimeImport("*", "syscall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint SystemCallForFile(
        nint number, nint folder, byte* path, nint flags, nuint mask, byte* answer);

    [RuntimeImport("*", "clock_gettime")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int ReadClock(int clock, NativeKernel.Time* time);

    // By number, because the C library's own function is a cancellation point.
    [RuntimeImport("*", "syscall")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint SystemCallForSleep(
        nint number, NativeKernel.Time* time, NativeKernel.Time* remaining);

    /// <summary>secure_getenv(3): a variable or null; always null in a set-user-ID program.
    /// </summary>
    public static byte* ReadEnvironment(ReadOnlySpan<byte> name)
    {
        // SAFETY: a literal ends with a zero and does not move.
        fixed (byte* start = name)
        {
            return SecureVariable(start);
        }
    }

    /// <summary>dlsym(3): the first function of this name in the loader's order, or 0.</summary>
    /// <remarks>Not for signal handlers, because it may wait for a lock.</remarks>
    public static nint Find(ReadOnlySpan<byte> name) => Find(RTLD_DEFAULT, name);

    /// <summary>The same, among the libraries that the loader found after this one.</summary>
    public static nint FindNext(ReadOnlySpan<byte> name) => Find(RTLD_NEXT, name);

    [RuntimeImport("*", "pthread_key_create")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int CreateKey(uint* key, delegate*<nint, void> destructor);

    [RuntimeImport("*", "pthread_getspecific")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint GetSpecific(uint key);

    [RuntimeImport("*", "pthread_setspecific")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int SetSpecific(uint key, nint value);

    /// <summary>Defined in processor.s, only on x86-64.</summary>
    [RuntimeImport("*", "vgetrandom_register_bits")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int RegisterBits();

    private static nint Find(nint handle, ReadOnlySpan<byte> name)
    {
        // SAFETY: a literal ends with a zero and does not move.
        fixed (byte* start = name)
        {
            return FindSymbol(handle, start);
        }
    }

    [RuntimeImport("*", "secure_getenv")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern byte* SecureVariable(byte* name);

    [RuntimeImport("*", "dlsym")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern nint FindSymbol(nint handle, byte* name);
}
