using CsCheck;

namespace VGetRandom.Tests.Facade;

/// <summary>One argument of every kind that a method may get, good or bad.</summary>
internal sealed record Arguments(
    int A, int B, long C, long D, int Length, byte[]? Data, char[] Choices, DateTimeOffset Time)
{
    private static readonly Gen<int> s_int = Gen.OneOf(
        Gen.Int,
        Gen.Int[-3, 3],
        Gen.Int[int.MaxValue - 1, int.MaxValue],
        Gen.Const(int.MinValue));

    private static readonly Gen<long> s_long = Gen.OneOf(
        Gen.Long,
        Gen.Long[-3, 3],
        Gen.Long[long.MaxValue - 1, long.MaxValue],
        Gen.Const(long.MinValue));

    // Good lengths are small, because arrays get them.
    private static readonly Gen<int> s_length =
        Gen.OneOf(Gen.Int[-3, 300], Gen.Int[-1, 1], Gen.Const(int.MinValue));

    private static readonly Gen<DateTimeOffset> s_time = Gen.OneOf(
        Gen.Long[DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks],
        Gen.Long[DateTime.UnixEpoch.Ticks - 20_000, DateTime.UnixEpoch.Ticks + 20_000])
        .Select(ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    public static readonly Gen<Arguments> Generated = Gen.Select(
        s_int,
        s_int,
        s_long,
        s_long,
        s_length,
        Gen.Frequency(
            (1, Gen.Const((byte[]?)null)),
            (4, Gen.Byte.Array[0, 300].Select(data => (byte[]?)data))),
        Gen.Char.Array[0, 300],
        s_time,
        (a, b, c, d, length, data, choices, time) =>
            new Arguments(a, b, c, d, length, data, choices, time));
}
