using VGetRandom.Generator;

namespace VGetRandom.Tests.Generator;

/// <summary>Memory in which something may happen before every access.</summary>
// SAFETY: pointers are passed on as they come.
internal readonly unsafe struct InterruptedAccess : IMemoryAccess
{
    [ThreadStatic]
    private static Action? t_interrupt;

    /// <summary>What happens before an access, on this thread.</summary>
    public static Action? Interrupt
    {
        get => t_interrupt;
        set => t_interrupt = value;
    }

    public static byte ReadByte(byte* address)
    {
        t_interrupt?.Invoke();
        return DirectAccess.ReadByte(address);
    }

    public static void WriteByte(byte* address, byte value)
    {
        t_interrupt?.Invoke();
        DirectAccess.WriteByte(address, value);
    }

    public static uint ReadUInt32(uint* address)
    {
        t_interrupt?.Invoke();
        return DirectAccess.ReadUInt32(address);
    }

    public static void WriteUInt32(uint* address, uint value)
    {
        t_interrupt?.Invoke();
        DirectAccess.WriteUInt32(address, value);
    }

    public static ulong ReadUInt64(ulong* address)
    {
        t_interrupt?.Invoke();
        return DirectAccess.ReadUInt64(address);
    }

    public static void WriteUInt64(ulong* address, ulong value)
    {
        t_interrupt?.Invoke();
        DirectAccess.WriteUInt64(address, value);
    }

    public static void Copy(byte* destination, byte* source, uint count)
    {
        t_interrupt?.Invoke();
        DirectAccess.Copy(destination, source, count);
    }

    public static T Read<T>(byte* source)
        where T : unmanaged
    {
        t_interrupt?.Invoke();
        return DirectAccess.Read<T>(source);
    }

    public static void Clear(byte* address, uint count)
    {
        t_interrupt?.Invoke();
        DirectAccess.Clear(address, count);
    }

    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        t_interrupt?.Invoke();
        DirectAccess.Generate(output, blockCount, key, ref counter);
    }
}
