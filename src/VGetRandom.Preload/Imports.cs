using System.Runtime;
using System.Runtime.CompilerServices;

namespace VGetRandom.Preload;

/// <summary>What only this library needs from the C library, called as C calls it.</summary>
internal static class Imports
{
    [RuntimeImport("*", "pthread_testcancel")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void TestCancel();

    [RuntimeImport("*", "abort")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    public static extern void Abort();
}
