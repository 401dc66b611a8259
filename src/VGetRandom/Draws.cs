using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using VGetRandom.Sampling;
using VGetRandom.Uuids;

namespace VGetRandom;

/// <summary>All that <see cref="KernelRandom"/> draws, from any source. KernelRandom documents it.
/// </summary>
/// <param name="source">Where the random bytes come from.</param>
internal readonly partial struct Draws<TSource>(TSource source)
    where TSource : struct, IRandomSource
{
    private readonly TSource _source = source;

    public bool NextBoolean() => _source.Next<int>() < 0;

    public bool NextBoolean(double probability)
    {
        // Negated, so that NaN is refused too.
        if (!(probability >= 0 && probability <= 1))
        {
            throw Errors.NotAProbability(probability, nameof(probability));
        }

        int rounds = 0;
        ulong mark;
        bool occurs;
        do
        {
            mark = _source.Begin();
            occurs = Chance.Occurs(_source, probability, 1);
        }
        while (!_source.Accepts(mark, ref rounds));
        return occurs;
    }

    public uint NextUInt32() => _source.Next<uint>();

    public ulong NextUInt64() => _source.Next<ulong>();

    public double NextDouble() => KernelRandom.ToUnit(NextUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetInt32(int toExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toExclusive);
        return (int)Bounded.Draw(_source, (uint)toExclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetInt32(int fromInclusive, int toExclusive)
    {
        ThrowIfEmptyRange(fromInclusive, toExclusive);
        return fromInclusive
            + (int)Bounded.Draw(_source, (uint)toExclusive - (uint)fromInclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GetInt64(long toExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toExclusive);
        return (long)Bounded.Draw(_source, (ulong)toExclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long GetInt64(long fromInclusive, long toExclusive)
    {
        ThrowIfEmptyRange(fromInclusive, toExclusive);
        return fromInclusive
            + (long)Bounded.Draw(_source, (ulong)toExclusive - (ulong)fromInclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T GetInteger<T>(T toExclusive)
        where T : unmanaged, IBinaryInteger<T>
    {
        ThrowIfNotBuiltIn<T>();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toExclusive);
        return DrawInRange(T.Zero, toExclusive, T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T GetInteger<T>(T fromInclusive, T toExclusive)
        where T : unmanaged, IBinaryInteger<T>
    {
        ThrowIfNotBuiltIn<T>();
        ThrowIfEmptyRange(fromInclusive, toExclusive);
        return DrawInRange(fromInclusive, toExclusive, T.Zero);
    }

    public T GetIntegerInclusive<T>(T fromInclusive, T toInclusive)
        where T : unmanaged, IBinaryInteger<T>
    {
        ThrowIfNotBuiltIn<T>();
        ThrowIfEmptyInclusiveRange(fromInclusive, toInclusive);
        return DrawInRange(fromInclusive, toInclusive, T.One);
    }

    public BigInteger GetBigInteger(BigInteger toExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toExclusive);
        return BigNumber.Draw(_source, toExclusive - 1);
    }

    public BigInteger GetBigInteger(BigInteger fromInclusive, BigInteger toExclusive)
    {
        ThrowIfEmptyRange(fromInclusive, toExclusive);
        return fromInclusive + BigNumber.Draw(_source, toExclusive - fromInclusive - 1);
    }

    public double GetDouble(double fromInclusive, double toInclusive)
    {
        ThrowIfNotFinite(fromInclusive, nameof(fromInclusive));
        ThrowIfNotFinite(toInclusive, nameof(toInclusive));
        ThrowIfEmptyInclusiveRange(fromInclusive, toInclusive);
        return DoubleRange.Draw(_source, fromInclusive, toInclusive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Guid NewGuid() => UuidBits.Version4(_source.Next<Vector128<ulong>>());

    public void NewGuids(Span<Guid> destination)
    {
        int rounds = 0;
        ulong mark;
        do
        {
            mark = _source.Begin();
            RandomSource.Fill(_source, destination);
            foreach (ref Guid guid in destination)
            {
                guid = UuidBits.Version4(Unsafe.BitCast<Guid, Vector128<ulong>>(guid));
            }
        }
        while (!_source.Accepts(mark, ref rounds));
    }

    public Guid CreateVersion7(DateTimeOffset timestamp)
    {
        long ms = timestamp.ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(ms, nameof(timestamp));
        Vector128<ulong> random = _source.Next<Vector128<ulong>>();
        return UuidBits.Version7(
            UuidTime.From(ms, (int)random.GetElement(0)), random.GetElement(1));
    }

    // In the word's unsigned type, the difference of the ends and the sum are right even if they
    // would overflow in T. Only the range of all words has a count of 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T DrawInRange<T, TWord>(T from, T to, T more)
        where T : unmanaged, IBinaryInteger<T>
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord first = TWord.CreateTruncating(from);
        TWord count = unchecked(
            TWord.CreateTruncating(to) - first + TWord.CreateTruncating(more));
        TWord number = count == TWord.Zero
            ? _source.Next<TWord>()
            : Bounded.Draw(_source, count);
        return T.CreateTruncating(unchecked(first + number));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T DrawInRange<T>(T from, T to, T more)
        where T : unmanaged, IBinaryInteger<T> =>
        Unsafe.SizeOf<T>() <= sizeof(uint) ? DrawInRange<T, uint>(from, to, more)
        : Unsafe.SizeOf<T>() == sizeof(ulong) ? DrawInRange<T, ulong>(from, to, more)
        : DrawInRange<T, UInt128>(from, to, more);

    private static void ThrowIfNotBuiltIn<T>()
    {
        if (!BitPatterns.IsInteger<T>())
        {
            throw Errors.NotAnInteger<T>();
        }
    }

    private static void ThrowIfEmptyRange<T>(T from, T to)
        where T : IComparisonOperators<T, T, bool>
    {
        if (from >= to)
        {
            throw Errors.EmptyRange();
        }
    }

    private static void ThrowIfEmptyInclusiveRange<T>(T from, T to)
        where T : IComparisonOperators<T, T, bool>
    {
        if (from > to)
        {
            throw Errors.EmptyInclusiveRange();
        }
    }

    private static void ThrowIfNotFinite(double value, string parameter)
    {
        if (!double.IsFinite(value))
        {
            throw Errors.NotFinite(value, parameter);
        }
    }
}
