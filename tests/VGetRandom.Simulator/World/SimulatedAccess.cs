using VGetRandom.ChaCha20;
using VGetRandom.Generator;
using VGetRandom.Managed.Search;

namespace VGetRandom.Simulator.World;

/// <summary>Access to the simulated process's memory. Each access is a step, and faults come before
/// it.</summary>
// SAFETY: the memory checks every address against its arena.
internal readonly unsafe struct SimulatedAccess : IMemoryAccess
{
    private const int WordBytes = sizeof(ulong);

    // A random byte read as a number can be any number, and two such bytes most likely differ.
    public static byte ReadByte(byte* address)
    {
        byte number = *Arrive("read", address, 1);
        long tag = Machine.Current.Memory.TagsAt(address, 1)[0];
        return tag == Tag.Zero ? number : (byte)(((ulong)tag * 0x9E3779B97F4A7C15) >> 56);
    }

    public static void WriteByte(byte* address, byte value)
    {
        *Arrive("write", address, 1) = value;
        Machine.Current.Memory.SetTags(address, 1, Tag.Zero);
    }

    public static uint ReadUInt32(uint* address) =>
        *(uint*)Arrive("read", (byte*)address, sizeof(uint));

    public static void WriteUInt32(uint* address, uint value)
    {
        *(uint*)Arrive("write", (byte*)address, sizeof(uint)) = value;
        Machine.Current.Memory.SetTags((byte*)address, sizeof(uint), Tag.Zero);
    }

    public static ulong ReadUInt64(ulong* address)
    {
        byte* arrived = Arrive("read", (byte*)address, sizeof(ulong));
        if (address == Machine.Current.Counter)
        {
            Machine.Current.LookAtCounter();
        }

        return *(ulong*)arrived;
    }

    public static void WriteUInt64(ulong* address, ulong value)
    {
        *(ulong*)Arrive("write", (byte*)address, sizeof(ulong)) = value;
        Machine.Current.Memory.SetTags((byte*)address, sizeof(ulong), Tag.Zero);
    }

    public static void Copy(byte* destination, byte* source, uint count)
    {
        Machine machine = Machine.Current;
        Span<long> tags = stackalloc long[WordBytes];
        for (uint done = 0; done < count; done += WordBytes)
        {
            int size = (int)Math.Min(count - done, WordBytes);
            Arrive("copy from", source + done, size);
            machine.TouchData();
            machine.Memory.TagsAt(source + done, size).CopyTo(tags);
            Arrive("copy to", destination + done, size);
            new Span<byte>(source + done, size).CopyTo(new(destination + done, size));
            tags[..size].CopyTo(machine.Memory.TagsAt(destination + done, size));
        }
    }

    public static void Move(byte* destination, byte* source, uint count)
    {
        Copy(destination, source, count);
        Clear(source, count);
    }

    public static T Read<T>(byte* source)
        where T : unmanaged
    {
        Arrive("take", source, sizeof(T));
        Machine.Current.TouchData();
        Machine.Current.NoteValue(source, sizeof(T));
        return default;
    }

    public static void Clear(byte* address, uint count)
    {
        for (uint done = 0; done < count; done += WordBytes)
        {
            int size = (int)Math.Min(count - done, WordBytes);
            new Span<byte>(Arrive("erase", address + done, size), size).Clear();
            Machine.Current.Memory.SetTags(address + done, size, Tag.Zero);
        }
    }

    /// <summary>Whether the bytes are equal: random bytes by their tags, numbers by their
    /// values.</summary>
    public static bool AreEqual(byte* one, byte* other, int count)
    {
        if (count is < WitnessPlace.MinBytes or > WitnessPlace.MaxBytes)
        {
            throw new Violation("memory", $"a comparison of {count} bytes reads beyond them");
        }

        bool areEqual = true;
        for (int done = 0; done < count; done += WordBytes)
        {
            areEqual &= Word(one + done).Equals(Word(other + done));
        }

        return areEqual;
    }

    /// <summary>Generates blocks. It reads the key twice for each, as the vector versions do: at
    /// the start, and again for the last addition. If the two differ, the block belongs to no key's
    /// stream.</summary>
    public static void Generate(byte* output, nuint blockCount, byte* key, ref ulong counter)
    {
        Machine machine = Machine.Current;
        for (nuint i = 0; i < blockCount; i++, counter++)
        {
            long first = machine.ReadKey(key);
            long again = machine.ReadKey(key);
            long block = first == again && first > 0
                ? machine.Provenance.ExpansionOf(first)
                    + ((long)counter * ChaCha20Blocks.BlockBytes)
                : Tag.DistinctNumbers;
            byte* to = output + (i * ChaCha20Blocks.BlockBytes);
            for (int place = 0; place < ChaCha20Blocks.BlockBytes; place += WordBytes)
            {
                Arrive("key stream to", to + place, WordBytes);
                machine.TouchData();
                machine.Memory.SetStream(
                    to + place, WordBytes, block == Tag.DistinctNumbers ? block : block + place);
            }
        }
    }

    private static (long Tag, ulong Number) Word(byte* address)
    {
        Arrive("compare", address, WordBytes);
        long tag = Machine.Current.Memory.TagsAt(address, WordBytes)[0];
        return (tag, tag == Tag.Zero ? *(ulong*)address : 0);
    }

    private static byte* Arrive(string what, byte* address, int count)
    {
        Machine.Current.Step(what, (nint)address, count);
        Machine.Current.Memory.Check(address, count);
        return address;
    }
}
