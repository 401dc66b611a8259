using System.Numerics;
using CsCheck;

namespace VGetRandom.Tests.Facade;

public class IntegerTests
{
    [Fact]
    public void Every_built_in_type_stays_in_its_range()
    {
        AssertInRange(Gen.SByte);
        AssertInRange(Gen.Byte);
        AssertInRange(Gen.Short);
        AssertInRange(Gen.UShort);
        AssertInRange(Gen.Char);
        AssertInRange(Gen.Int);
        AssertInRange(Gen.UInt);
        AssertInRange(Gen.Long);
        AssertInRange(Gen.ULong);
        AssertInRange(Gen.Long.Select(value => (nint)value));
        AssertInRange(Gen.ULong.Select(value => (nuint)value));
        AssertInRange(Sampling.Words.Gen128);
        AssertInRange(Sampling.Words.Gen128.Select(value => (Int128)value));
    }

    [Fact]
    public void Every_number_of_a_small_range_comes()
    {
        AssertComplete<sbyte>();
        AssertComplete<byte>();
        AssertComplete<short>();
        AssertComplete<ushort>();
        AssertComplete<char>();
        AssertComplete<int>();
        AssertComplete<uint>();
        AssertComplete<long>();
        AssertComplete<ulong>();
        AssertComplete<nint>();
        AssertComplete<nuint>();
        AssertComplete<Int128>();
        AssertComplete<UInt128>();
    }

    [Fact]
    public void Long_ranges_are_refused_as_those_of_int_are()
    {
        Assert.Throws<ArgumentOutOfRangeException>("toExclusive", () => KernelRandom.GetInt64(0));
        Assert.Throws<ArgumentOutOfRangeException>("toExclusive", () => KernelRandom.GetInt64(-1));
        Assert.Throws<ArgumentException>(null, () => KernelRandom.GetInt64(5, 5));
        Assert.Throws<ArgumentException>(null, () => KernelRandom.GetInt64(5, -5));
    }

    private static void AssertInRange<T>(Gen<T> numbers)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Gen<T> ends = Gen.OneOf(numbers, Gen.Const(T.MinValue), Gen.Const(T.MaxValue));
        Gen.Select(ends, ends).Sample((from, to) =>
        {
            if (from >= to)
            {
                Assert.Throws<ArgumentException>(null, () => KernelRandom.GetInteger(from, to));
            }
            else
            {
                Assert.InRange(KernelRandom.GetInteger(from, to), from, to - T.One);
            }

            if (to <= T.Zero)
            {
                Assert.Throws<ArgumentOutOfRangeException>(
                    "toExclusive", () => KernelRandom.GetInteger(to));
            }
            else
            {
                Assert.InRange(KernelRandom.GetInteger(to), T.Zero, to - T.One);
            }
        });
    }

    /// <summary>The chance that one of 5 numbers is missing after 400 draws is below
    /// 2^-126.</summary>
    private static void AssertComplete<T>()
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        T five = T.CreateChecked(5);
        foreach (T from in (T[])[T.MinValue, T.Zero, T.MaxValue - five])
        {
            var found = new HashSet<T>();
            for (int i = 0; i < 400; i++)
            {
                found.Add(KernelRandom.GetInteger(from, from + five));
            }

            Assert.Equal(5, found.Count);
            Assert.All(found, number => Assert.InRange(number, from, from + five - T.One));
        }
    }
}
