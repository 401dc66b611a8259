using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using Plain = VGetRandom.Generator.DirectAccess;

namespace VGetRandom.Native;

/// <summary>This process's memory, and ChaCha20 in the widest registers of the processor at hand.
/// </summary>
/// <remarks>
/// The compiler fixes the register width. So on x86-64 the library contains the wider versions as
/// separate object files, compiled from the same source. The code here runs on every processor.
/// </remarks>
// SAFETY: callers guarantee every address and the number of bytes there, as for DirectAccess.
internal readonly unsafe struct WidestAccess : IMemoryAccess
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ReadByte(byte* address) => Plain.ReadByte(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteByte(byte* address, byte value) =>
        Plain.WriteByte(address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadUInt32(uint* address) => Plain.ReadUInt32(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteUInt32(uint* address, uint value) =>
        Plain.WriteUInt32(address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ReadUInt64(ulong* address) => Plain.ReadUInt64(address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteUInt64(ulong* address, ulong value) =>
        Plain.WriteUInt64(address, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(byte* destination, byte* source, uint count) =>
        Plain.Copy(destination, source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Move(byte* destination, byte* source, uint count) =>
        Plain.Move(destination, source, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(byte* source)
        where T : unmanaged =>
        Plain.Read<T>(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Clear(byte* address, uint count) => Plain.Clear(address, count);

    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        // A constant, so nothing of this is compiled or linked for other processors.
        if (X86Base.X64.IsSupported && Processor.RegisterBits > 128)
        {
            // SAFETY: counter is a number on the caller's stack, which does not move.
            var number = (ulong*)Unsafe.AsPointer(ref counter);
            if (Processor.RegisterBits == 512)
            {
                GenerateWith512Bits(output, blockCount, key, number);
            }
            else
            {
                GenerateWith256Bits(output, blockCount, key, number);
            }
        }
        else
        {
            ChaCha20Blocks.Generate(output, blockCount, key, ref counter);
        }
    }

    [RuntimeImport("*", "vgetrandom_blocks_256")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void GenerateWith256Bits(
        byte* output, nuint blockCount, byte* key, ulong* counter);

    [RuntimeImport("*", "vgetrandom_blocks_512")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern void GenerateWith512Bits(
        byte* output, nuint blockCount, byte* key, ulong* counter);
}
