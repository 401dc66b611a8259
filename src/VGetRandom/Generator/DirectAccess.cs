using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VGetRandom.ChaCha20;
using Debug = System.Diagnostics.Debug;

namespace VGetRandom.Generator;

/// <summary>This process's memory.</summary>
// SAFETY: callers guarantee every address and the number of bytes there.
internal readonly unsafe struct DirectAccess : IMemoryAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ReadByte(byte* address) => Volatile.Read(ref *address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteByte(byte* address, byte value) =>
        Volatile.Write(ref *address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadUInt32(uint* address) => Volatile.Read(ref *address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteUInt32(uint* address, uint value) =>
        Volatile.Write(ref *address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadUInt64(ulong* address) => Volatile.Read(ref *address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteUInt64(ulong* address, ulong value) =>
        Volatile.Write(ref *address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* destination, byte* source, uint count) =>
        Unsafe.CopyBlockUnaligned(destination, source, count);

    /// <summary>Copies bytes and then erases them where they were.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(byte* destination, byte* source, uint count)
    {
        // Most requests are short. For those two calls would take longer than the bytes do.
        if (count is < sizeof(uint) or > 2 * sizeof(ulong))
        {
            Copy(destination, source, count);
            Clear(source, count);
        }
        else if (count < sizeof(ulong))
        {
            MoveEnds<uint>(destination, source, count - sizeof(uint));
        }
        else
        {
            MoveEnds<ulong>(destination, source, count - sizeof(ulong));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(byte* source)
        where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(byte* address, uint count) =>
        Unsafe.InitBlockUnaligned(address, 0, count);

    /// <summary>Compares the bytes of a <see cref="WitnessPlace"/> without branching on their
    /// number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreEqual(byte* one, byte* other, int count)
    {
        Debug.Assert(count is >= WitnessPlace.MinBytes and <= WitnessPlace.MaxBytes);

        // Compares from both ends, so the middle may be compared twice.
        const int Half = 16;
        Vector128<byte> first = Vector128.Load(one) ^ Vector128.Load(other);
        Vector128<byte> second = Vector128.Load(one + Half) ^ Vector128.Load(other + Half);
        one += count;
        other += count;
        Vector128<byte> third =
            Vector128.Load(one - (2 * Half)) ^ Vector128.Load(other - (2 * Half));
        Vector128<byte> last = Vector128.Load(one - Half) ^ Vector128.Load(other - Half);
        return ((first | second) | (third | last)) == Vector128<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter) =>
        ChaCha20Blocks.Generate(output, blockCount, key, ref counter);

    /// <summary>Moves the first and the last word, which may overlap.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MoveEnds<T>(byte* destination, byte* source, uint second)
        where T : unmanaged
    {
        T head = Read<T>(source);
        T tail = Read<T>(source + second);
        Unsafe.WriteUnaligned(destination, head);
        Unsafe.WriteUnaligned(destination + second, tail);
        Unsafe.WriteUnaligned(source, default(T));
        Unsafe.WriteUnaligned(source + second, default(T));
    }
}
