using System.Runtime.InteropServices;

namespace VGetRandom.Benchmarks.Peers;

/// <summary>getrandom(2) as a C# program can call it today.</summary>
/// <remarks>
/// It is called by number, because since glibc 2.41 the C library's getrandom() is itself the vDSO
/// function. SetLastError would make the peer slower, so it is left out: these are the cheapest
/// declarations that work, so a reader can reproduce any ratio to them.
/// </remarks>
internal static partial class GetRandomSyscall
{
    private static readonly nint s_number = Kernel.GetRandomAbi.SystemCallNumber;

    /// <summary>Uses the ordinary calling convention, which lets the garbage collector
    /// run.</summary>
    // SAFETY: the kernel writes at most sizeof(uint) bytes to value, which has that many.
    public static unsafe uint NextUInt32()
    {
        uint value;
        nint written = syscall(s_number, (nint)(&value), sizeof(uint), 0);
        ThrowIfShort(written, sizeof(uint));
        return value;
    }

    /// <summary>Uses the calling convention that keeps the garbage collector waiting.</summary>
    // SAFETY: the kernel writes at most sizeof(uint) bytes to value, which has that many.
    public static unsafe uint NextUInt32Quick()
    {
        uint value;
        nint written = syscall_quick(s_number, (nint)(&value), sizeof(uint), 0);
        ThrowIfShort(written, sizeof(uint));
        return value;
    }

    public static unsafe void Fill(Span<byte> destination)
    {
        // SAFETY: fixed keeps the span's bytes in place, and the kernel writes only that many.
        fixed (byte* buffer = destination)
        {
            nint written = syscall(s_number, (nint)buffer, (nuint)destination.Length, 0);
            ThrowIfShort(written, destination.Length);
        }
    }

    private static void ThrowIfShort(nint written, int wanted)
    {
        if (written != wanted)
        {
            throw new InvalidOperationException($"getrandom(2) returned {written}, not {wanted}.");
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint syscall(nint number, nint buffer, nuint length, uint flags);

    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [SuppressGCTransition]
    private static partial nint syscall_quick(nint number, nint buffer, nuint length, uint flags);
}
