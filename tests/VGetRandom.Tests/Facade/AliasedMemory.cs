using System.ComponentModel;
using System.Runtime.InteropServices;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Facade;

/// <summary>More than 2 GiB of addresses that take only 64 MiB of memory.</summary>
/// <remarks>
/// One file in memory is mapped again and again, so a write to one mapping shows in all. The first
/// and the last page have memory of their own, and so tell whether the ends were reached.
/// </remarks>
public sealed unsafe partial class AliasedMemory : IDisposable
{
    // SAFETY: everything is mapped within the range that was reserved for it.
    public const nuint Bytes = (nuint)int.MaxValue + 1 + EndBytes;
    public const int EndBytes = 64 * 1024;

    private const nuint FileBytes = 64 << 20;
    private const int MAP_SHARED = 1;
    private const int ReadWrite = Libc.PROT_READ | Libc.PROT_WRITE;
    private const int OwnMemory = Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS;

    private readonly byte* _start;

    public AliasedMemory()
    {
        _start = (byte*)Check(Libc.mmap(0, Bytes, ReadWrite, OwnMemory, -1, 0));
        int file = (int)Check(memfd_create("vgetrandom", 0));
        _ = Check(ftruncate(file, (nint)FileBytes));
        for (nuint at = 0; at < Bytes - EndBytes; at += FileBytes)
        {
            _ = Check(Libc.mmap(
                (nint)(_start + at), FileBytes, ReadWrite, MAP_SHARED | Libc.MAP_FIXED, file, 0));
        }

        _ = Check(Libc.mmap(
            (nint)_start, EndBytes, ReadWrite, OwnMemory | Libc.MAP_FIXED, -1, 0));
        _ = Libc.close(file);
    }

    /// <summary>As many whole items as fit.</summary>
    public Span<T> Span<T>()
        where T : unmanaged =>
        new(_start, (int)Math.Min(int.MaxValue, Bytes / (nuint)sizeof(T)));

    public void ClearEnds()
    {
        // SAFETY: both parts lie within the range.
        new Span<byte>(_start, EndBytes).Clear();
        new Span<byte>(_start + (Bytes - (2 * EndBytes)), 2 * EndBytes).Clear();
    }

    public void Dispose() => _ = Libc.munmap((nint)_start, Bytes);

    private static nint Check(nint result) =>
        result >= 0 ? result : throw new Win32Exception();

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(int descriptor, nint length);
}
