using VGetRandom.Kernel;

namespace VGetRandom.Native;

/// <summary>The kernel's list of what the first processor can do, from /proc/cpuinfo.</summary>
/// <remarks>
/// Left out of it is what the kernel does not save when it switches threads, so nothing that is
/// listed must be asked for elsewhere. In a memory of its own, for a library has no heap here.
/// </remarks>
// SAFETY: the memory has MaxBytes, of which _end says how many were read.
internal unsafe ref struct ProcessorFlags
{
    // The first processor's entry has 1,500 to 2,500. What is cut off counts as missing.
    private const int MaxBytes = 4096;

    private readonly byte* _memory;
    private byte* _flags;
    private readonly byte* _end;

    /// <summary>Reads the list. Where there is none, nothing is in it.</summary>
    public ProcessorFlags()
    {
        nint memory = default(NativeKernel).Map(
            MaxBytes, Libc.PROT_READ | Libc.PROT_WRITE, Libc.MAP_PRIVATE | Libc.MAP_ANONYMOUS);
        if (memory < 0)
        {
            return;
        }

        _memory = (byte*)memory;
        fixed (byte* path = "/proc/cpuinfo"u8)
        {
            nint length = default(NativeKernel).ReadFile(path, _memory, MaxBytes);
            _flags = _end = _memory + (length < 0 ? 0 : length);
        }

        Find("\nflags"u8);
    }

    /// <summary>Whether a word is in the list.</summary>
    public readonly bool Has(ReadOnlySpan<byte> name)
    {
        for (byte* at = _flags; at < _end && *at != (byte)'\n'; at++)
        {
            if (*at == (byte)' ' && StartsWith(at + 1, name)
                && at + 1 + name.Length < _end
                && at[1 + name.Length] is (byte)' ' or (byte)'\n')
            {
                return true;
            }
        }

        return false;
    }

    public readonly void Free()
    {
        if (_memory != null)
        {
            _ = default(NativeKernel).Unmap((nint)_memory, MaxBytes);
        }
    }

    private void Find(ReadOnlySpan<byte> heading)
    {
        for (byte* at = _memory; at < _end; at++)
        {
            if (StartsWith(at, heading))
            {
                _flags = at + heading.Length;
                return;
            }
        }
    }

    private readonly bool StartsWith(byte* at, ReadOnlySpan<byte> text)
    {
        if (_end - at < text.Length)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (at[i] != text[i])
            {
                return false;
            }
        }

        return true;
    }
}
