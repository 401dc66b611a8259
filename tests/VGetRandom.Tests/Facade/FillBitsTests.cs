using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VGetRandom.Tests.Facade;

public class FillBitsTests
{
    [Fact]
    public void Every_bit_of_every_allowed_type_takes_both_values()
    {
        AssertFilled<sbyte>();
        AssertFilled<byte>();
        AssertFilled<short>();
        AssertFilled<ushort>();
        AssertFilled<char>();
        AssertFilled<int>();
        AssertFilled<uint>();
        AssertFilled<long>();
        AssertFilled<ulong>();
        AssertFilled<nint>();
        AssertFilled<nuint>();
        AssertFilled<Int128>();
        AssertFilled<UInt128>();
        AssertFilled<Half>();
        AssertFilled<float>();
        AssertFilled<double>();
    }

    [Fact]
    public void Every_other_type_is_refused_and_left_alone()
    {
        AssertRefused<bool>();
        AssertRefused<decimal>();
        AssertRefused<DateTime>();
        AssertRefused<DateTimeOffset>();
        AssertRefused<TimeSpan>();
        AssertRefused<Guid>();
        AssertRefused<System.Text.Rune>();
        AssertRefused<DayOfWeek>();
        AssertRefused<(int, int)>();
        AssertRefused<GCHandle>();
        AssertRefused<KeyValuePair<ulong, bool>>();
    }

    [Fact]
    public void The_message_says_what_to_do_instead()
    {
        NotSupportedException e =
            Assert.Throws<NotSupportedException>(() => KernelRandom.Fill<Guid>(new Guid[1]));
        Assert.Contains("System.Guid", e.Message, StringComparison.Ordinal);
        Assert.Contains("MemoryMarshal.AsBytes", e.Message, StringComparison.Ordinal);

        var guids = new Guid[2];
        KernelRandom.Fill(MemoryMarshal.AsBytes(guids.AsSpan()));
        Assert.DoesNotContain(Guid.Empty, guids);
    }

    /// <summary>Checks that these lines compile, and which method each calls.</summary>
    [Fact]
    public unsafe void Callers_of_every_shape_compile()
    {
        // SAFETY: native has 8 bytes.
        byte[] array = new byte[64];
        KernelRandom.Fill(array);
        KernelRandom.Fill(array.AsSpan(0, 32));
        KernelRandom.Fill(stackalloc byte[16]);
        KernelRandom.Fill<byte>(array);
        int[] numbers = new int[16];
        KernelRandom.Fill(numbers);
        KernelRandom.Fill(numbers.AsSpan());
        KernelRandom.Fill(stackalloc ulong[4]);
        ulong native = 0;
        KernelRandom.Fill(&native, sizeof(ulong));
        KernelRandom.Fill(null, 0);
        KernelRandom.Shuffle(numbers);
        KernelRandom.Shuffle<int>(numbers);
        KernelRandom.Shuffle(numbers.AsSpan());
        KernelRandom.GetItems([1, 2, 3], numbers.AsSpan());
        KernelRandom.GetItems<int>(numbers, array.Length);
        KernelRandom.GetString("abc", 3);
        Assert.Contains(numbers, number => number != 0);
    }

    private static void AssertFilled<T>()
        where T : unmanaged
    {
        // The chance that a bit is 256 times the same is 2^-255. The item on each side must stay
        // zero.
        var items = new T[258];
        KernelRandom.Fill(items.AsSpan(1, 256));
        int size = Unsafe.SizeOf<T>();
        Span<byte> bytes = MemoryMarshal.AsBytes(items.AsSpan());
        Assert.True(bytes[..size].IndexOfAnyExcept((byte)0) < 0);
        Assert.True(bytes[^size..].IndexOfAnyExcept((byte)0) < 0);
        for (int at = 0; at < size; at++)
        {
            byte ones = 0;
            byte zeros = 0;
            for (int i = 1; i <= 256; i++)
            {
                ones |= bytes[(i * size) + at];
                zeros |= (byte)~bytes[(i * size) + at];
            }

            Assert.Equal((0xFF, 0xFF), (ones, zeros));
        }
    }

    private static void AssertRefused<T>()
        where T : unmanaged
    {
        var items = new T[64];
        Assert.Throws<NotSupportedException>(() => KernelRandom.Fill(items.AsSpan()));
        Assert.Throws<NotSupportedException>(() => KernelRandom.Fill(Span<T>.Empty));
        Assert.True(MemoryMarshal.AsBytes(items.AsSpan()).IndexOfAnyExcept((byte)0) < 0);
    }
}
