using VGetRandom.Simulator.World;

namespace VGetRandom.Generator;

/// <summary>The simulated memory. Files of this namespace would find the library's own type before
/// an alias.</summary>
// SAFETY: as for SimulatedAccess.
internal static unsafe class DirectAccess
{
    public static byte ReadByte(byte* address) => SimulatedAccess.ReadByte(address);

    public static void WriteByte(byte* address, byte value) =>
        SimulatedAccess.WriteByte(address, value);

    public static uint ReadUInt32(uint* address) => SimulatedAccess.ReadUInt32(address);

    public static void WriteUInt32(uint* address, uint value) =>
        SimulatedAccess.WriteUInt32(address, value);

    public static ulong ReadUInt64(ulong* address) => SimulatedAccess.ReadUInt64(address);

    public static void WriteUInt64(ulong* address, ulong value) =>
        SimulatedAccess.WriteUInt64(address, value);

    public static void Copy(byte* destination, byte* source, uint count) =>
        SimulatedAccess.Copy(destination, source, count);

    public static void Move(byte* destination, byte* source, uint count) =>
        SimulatedAccess.Move(destination, source, count);

    public static T Read<T>(byte* source)
        where T : unmanaged =>
        SimulatedAccess.Read<T>(source);

    public static void Clear(byte* address, uint count) => SimulatedAccess.Clear(address, count);

    public static bool AreEqual(byte* one, byte* other, int count) =>
        SimulatedAccess.AreEqual(one, other, count);

    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter) =>
        SimulatedAccess.Generate(output, blockCount, key, ref counter);
}
