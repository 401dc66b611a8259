namespace VGetRandom.Generator;

/// <summary>Reads and writes states, keys, marks and the caller's buffers.</summary>
/// <remarks>
/// Memory that the kernel may drop is part of the outside, as the kernel is. Because every access
/// goes through here, a simulated page can vanish and a simulated signal can arrive between any two
/// of them. The library uses <see cref="DirectAccess"/>, which the JIT reduces to the access
/// itself. Reads of single numbers acquire and writes release, as in <see cref="Volatile"/>.
/// </remarks>
// SAFETY: only declarations; callers guarantee the addresses and the number of bytes there.
internal unsafe interface IMemoryAccess
{
    static abstract byte ReadByte(byte* address);

    static abstract void WriteByte(byte* address, byte value);

    static abstract uint ReadUInt32(uint* address);

    static abstract void WriteUInt32(uint* address, uint value);

    static abstract ulong ReadUInt64(ulong* address);

    static abstract void WriteUInt64(ulong* address, ulong value);

    /// <summary>Copies bytes between places that do not overlap.</summary>
    static abstract void Copy(byte* destination, byte* source, uint count);

    /// <summary>Reads a value at any alignment.</summary>
    static abstract T Read<T>(byte* source)
        where T : unmanaged;

    /// <summary>Overwrites with zeros.</summary>
    static abstract void Clear(byte* address, uint count);

    /// <inheritdoc cref="ChaCha20.ChaCha20Blocks.Generate"/>
    static abstract void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter);
}
