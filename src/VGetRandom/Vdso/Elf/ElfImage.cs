using System.Runtime.CompilerServices;

namespace VGetRandom.Vdso.Elf;

/// <summary>A loaded, untrusted ELF image: every read is checked against its length.</summary>
/// <remarks>
/// The vDSO comes from the kernel, but also from emulators and sandboxes that build their own. A
/// wrong number in it must cost a reason, never a read outside the image. Reasons are constants and
/// nothing here allocates, because the C library reads the image without a runtime.
/// </remarks>
internal readonly ref struct ElfImage(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Length => _bytes.Length;

    /// <summary>Checks that this is the expected kind of image.</summary>
    public Problem? CheckHeader(ushort machine)
    {
        if (!TryRead(0, out ElfHeader header))
        {
            return new Problem("it is too short for an ELF header");
        }

        if (_bytes is not [0x7F, (byte)'E', (byte)'L', (byte)'F', ..])
        {
            return new Problem("it does not begin as an ELF image does");
        }

        if (header.Class != ElfHeader.Class64
            || header.Data != (BitConverter.IsLittleEndian ? 1 : 2)
            || header.Type != ElfHeader.TypeDynamic
            || header.ProgramHeaderSize != Unsafe.SizeOf<ElfProgramHeader>())
        {
            return new Problem("it is not a 64-bit shared object in this machine's byte order");
        }

        return header.Machine == machine
            ? null
            : new Problem("it is for another ELF machine");
    }

    /// <summary>Reads program header <paramref name="index"/>; false past the last one.</summary>
    public bool TryReadProgramHeader(int index, out ElfProgramHeader program)
    {
        program = default;
        return TryRead(0, out ElfHeader header)
            && (uint)index < header.ProgramHeaderCount
            && TryRead(
                Sum(header.ProgramHeaderOffset, (ulong)(index * Unsafe.SizeOf<ElfProgramHeader>())),
                out program);
    }

    public bool TryFindProgramHeader(uint type, out ElfProgramHeader program)
    {
        for (int i = 0; TryReadProgramHeader(i, out program); i++)
        {
            if (program.Type == type)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads a structure that must lie wholly inside the image.</summary>
    public bool TryRead<T>(ulong offset, out T value)
        where T : unmanaged
    {
        bool isThere = IsThere(offset, Unsafe.SizeOf<T>());

        // Not MemoryMarshal.Read: an image compiled ahead has no instance of the base library's
        // generic methods, so each structure would cost a process's first request a compilation.
        value = isThere ? Unsafe.ReadUnaligned<T>(in _bytes[(int)offset]) : default;
        return isThere;
    }

    /// <inheritdoc cref="TryRead{T}"/>
    /// <remarks>Not generic, because an image compiled ahead has no instance of that for a number.
    /// </remarks>
    public bool TryRead(ulong offset, out uint value)
    {
        bool isThere = IsThere(offset, sizeof(uint));
        value = isThere ? BitConverter.ToUInt32(_bytes[(int)offset..]) : 0;
        return isThere;
    }

    /// <inheritdoc cref="TryRead(ulong, out uint)"/>
    public bool TryRead(ulong offset, out ushort value)
    {
        bool isThere = IsThere(offset, sizeof(ushort));
        value = isThere ? BitConverter.ToUInt16(_bytes[(int)offset..]) : (ushort)0;
        return isThere;
    }

    /// <summary>Whether the zero-terminated <paramref name="text"/> is at an offset.</summary>
    // A loop of our own: the platform's comparison loads an assembly and a dozen types, and every
    // process's first request would wait for that.
    public bool StringEquals(ulong offset, string text)
    {
        if (!IsThere(offset, text.Length + 1) || _bytes[(int)offset + text.Length] != 0)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (_bytes[(int)offset + i] != text[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sum; if it overflows, an offset that no image has.</summary>
    public static ulong Sum(ulong left, ulong right) =>
        left <= ulong.MaxValue - right ? left + right : ulong.MaxValue;

    private bool IsThere(ulong offset, int length) =>
        offset <= (ulong)_bytes.Length && (ulong)_bytes.Length - offset >= (ulong)length;
}
