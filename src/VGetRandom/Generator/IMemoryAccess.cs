namespace VGetRandom.Generator;

/// <summary>How states, keys, marks and the caller's buffers are read and written.</summary>
/// <remarks>
/// Memory that the kernel may drop is part of the outside, as the kernel itself is. Every access
/// to it goes through here, so that a simulated page can vanish, and a simulated signal arrive,
/// between any two of them. In the library it is <see cref="DirectAccess"/> throughout, of which
/// the JIT leaves nothing but the access itself.
/// <para>
/// Reads of single numbers acquire and writes release, as <see cref="Volatile"/> has it.
/// </para>
/// </remarks>
// SAFETY: declares only. Callers vouch for what the addresses are used for.
internal unsafe interface IMemoryAccess
{
    static abstract byte ReadByte(byte* address);

    static abstract void WriteByte(byte* address, byte value);

    static abstract uint ReadUInt32(uint* address);

    static abstract void WriteUInt32(uint* address, uint value);

    static abstract ulong ReadUInt64(ulong* address);

    static abstract void WriteUInt64(ulong* address, ulong value);

    /// <summary>Copies bytes that do not overlap.</summary>
    static abstract void Copy(byte* destination, byte* source, uint count);

    /// <summary>Reads a value at any alignment.</summary>
    static abstract T Read<T>(byte* source)
        where T : unmanaged;

    /// <summary>Overwrites with zeros.</summary>
    static abstract void Clear(byte* address, uint count);

    /// <inheritdoc cref="ChaCha20.ChaCha20Blocks.Generate"/>
    static abstract void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter);
}
