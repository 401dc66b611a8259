using System.Runtime;
using System.Runtime.CompilerServices;

namespace VGetRandom.Preload;

/// <summary>libvgetrandom.so and the C library, called as C calls them.</summary>
// SAFETY: declares only. Each caller vouches for the pointers it passes.
internal static unsafe class Imports
{
    public const int EINTR = 4;
    public const int EIO = 5;

    private const nint RTLD_NEXT = -1;

    [RuntimeImport("*", "vgetrandom_getrandom")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern nint GetRandom(byte* buffer, nuint length, uint flags);

    [RuntimeImport("*", "vgetrandom_fill")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int Fill(byte* buffer, nuint length);

    [RuntimeImport("*", "__errno_location")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern int* ErrnoLocation();

    [RuntimeImport("*", "pthread_testcancel")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void TestCancel();

    [RuntimeImport("*", "abort")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Abort();

    /// <summary>The function of a name that this library stands in front of, or 0.</summary>
    public static nint FindNext(ReadOnlySpan<byte> name)
    {
        // SAFETY: a literal ends with a zero and does not move.
        fixed (byte* start = name)
        {
            return FindSymbol(RTLD_NEXT, start);
        }
    }

    [RuntimeImport("*", "dlsym")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern nint FindSymbol(nint handle, byte* name);
}
