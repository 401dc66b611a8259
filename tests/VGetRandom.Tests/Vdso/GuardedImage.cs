using System.ComponentModel;
using System.Runtime.InteropServices;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Vdso;

/// <summary>Memory that ends right before an unreadable page. A read past the end crashes the test
/// run, whereas on the managed heap it would quietly read something else.</summary>
internal sealed partial class GuardedImage : IDisposable
{
    private const int PROT_NONE = 0;

    private readonly int _capacityBytes;
    private nint _memory;

    public GuardedImage(int capacityBytes)
    {
        int pageSize = Environment.SystemPageSize;
        _capacityBytes = (capacityBytes + pageSize - 1) / pageSize * pageSize;
        _memory = Libc.mmap(
            0,
            (nuint)(_capacityBytes + pageSize),
            Libc.PROT_READ | Libc.PROT_WRITE,
            Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS,
            -1,
            0);
        if (_memory == -1 || mprotect(_memory + _capacityBytes, (nuint)pageSize, PROT_NONE) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>The last bytes before the guard page.</summary>
    public Span<byte> Last(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _capacityBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(length);

        // SAFETY: the length is at most the capacity, which is mapped until Dispose.
        unsafe
        {
            return new Span<byte>((void*)(_memory + _capacityBytes - length), length);
        }
    }

    public void Dispose()
    {
        if (_memory != 0)
        {
            _ = Libc.munmap(_memory, (nuint)(_capacityBytes + Environment.SystemPageSize));
            _memory = 0;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int mprotect(nint address, nuint length, int protection);
}
