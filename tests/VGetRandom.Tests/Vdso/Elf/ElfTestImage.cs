using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VGetRandom.Tests.Vdso.Elf;

/// <summary>The bytes of an image, and where its parts lie, so that a test can hit them.</summary>
internal sealed class ElfTestImage
{
    private byte[] _bytes;

    public ElfTestImage(int length) => _bytes = new byte[length];

    public Span<byte> Bytes => _bytes;

    public int Length => _bytes.Length;

    public int LoadHeaderAt { get; set; }

    public int DynamicHeaderAt { get; set; }

    public int HashAt { get; set; }

    public int GnuHashAt { get; set; }

    public int SymbolsAt { get; set; }

    public int StringsAt { get; set; }

    public int VersionsAt { get; set; }

    public int DefinitionsAt { get; set; }

    public int DynamicAt { get; set; }

    public int DynamicBytes { get; set; }

    public int CodeAt { get; set; }

    /// <summary>Adds a part, aligned to 8 bytes.</summary>
    /// <returns>The part's offset.</returns>
    public int Append(ReadOnlySpan<byte> part)
    {
        int at = (_bytes.Length + 7) & ~7;
        Array.Resize(ref _bytes, at + part.Length);
        part.CopyTo(_bytes.AsSpan(at));
        return at;
    }

    public void Write<T>(int offset, T value)
        where T : unmanaged => MemoryMarshal.Write(_bytes.AsSpan(offset), value);

    public T Read<T>(int offset)
        where T : unmanaged => MemoryMarshal.Read<T>(_bytes.AsSpan(offset, Unsafe.SizeOf<T>()));

    /// <summary>Returns the offset of the dynamic entry with a tag, which must exist.</summary>
    public int DynamicEntry(long tag)
    {
        for (int at = DynamicAt; at < DynamicAt + DynamicBytes; at += 16)
        {
            if (Read<long>(at) == tag)
            {
                return at;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(tag), tag, "no such entry");
    }

    public byte[] ToArray() => [.. _bytes];
}
