using System.Runtime.CompilerServices;
using VGetRandom.ChaCha20;

namespace VGetRandom.GetRandom;

/// <summary>This process's memory.</summary>
// SAFETY: callers vouch for every address.
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(byte* source)
        where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(byte* address, uint count) =>
        Unsafe.InitBlockUnaligned(address, 0, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter) =>
        ChaCha20Blocks.Generate(output, blockCount, key, ref counter);
}
