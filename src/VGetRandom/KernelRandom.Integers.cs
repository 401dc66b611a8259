using System.Numerics;
using System.Runtime.CompilerServices;
using VGetRandom.Sampling;
using VGetRandom.Selection;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>A random number from the whole range of 32 bits.</summary>
    /// <returns>0 to <see cref="uint.MaxValue"/>, each equally likely.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static uint NextUInt32() => ProcessBackend.Next<uint>();

    /// <summary>A random number from the whole range of 64 bits.</summary>
    /// <returns>0 to <see cref="ulong.MaxValue"/>, each equally likely.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static ulong NextUInt64() => ProcessBackend.Next<ulong>();

    /// <summary>A random number below a bound.</summary>
    /// <param name="toExclusive">The bound, 1 or more.</param>
    /// <returns>0 to <paramref name="toExclusive"/> - 1, each exactly equally likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="toExclusive"/> is 0 or negative.
    /// </exception>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.GetInt32. One request of 4 bytes; more with a
    /// probability of less than <paramref name="toExclusive"/> / 2^32.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int GetInt32(int toExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toExclusive);
        return (int)Bounded.Draw(default(ProcessSource), (uint)toExclusive);
    }

    /// <summary>A random number from a range.</summary>
    /// <param name="fromInclusive">The least number.</param>
    /// <param name="toExclusive">One more than the greatest.</param>
    /// <returns>
    /// <paramref name="fromInclusive"/> to <paramref name="toExclusive"/> - 1, each exactly equally
    /// likely.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="toExclusive"/> is not above <paramref name="fromInclusive"/>.
    /// </exception>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.GetInt32, at the cost of <see cref="GetInt32(int)"/>.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int GetInt32(int fromInclusive, int toExclusive)
    {
        ThrowIfEmptyRange(fromInclusive, toExclusive);
        return fromInclusive
            + (int)Bounded.Draw(default(ProcessSource), (uint)toExclusive - (uint)fromInclusive);
    }

    /// <summary>A random number below a bound, of 64 bits.</summary>
    /// <remarks>
    /// One request of 8 bytes; more with a probability of less than
    /// <paramref name="toExclusive"/> / 2^64.
    /// </remarks>
    /// <inheritdoc cref="GetInt32(int)"/>
    public static long GetInt64(long toExclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toExclusive);
        return (long)Bounded.Draw(default(ProcessSource), (ulong)toExclusive);
    }

    /// <summary>A random number from a range, of 64 bits.</summary>
    /// <remarks>At the cost of <see cref="GetInt64(long)"/>.</remarks>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    public static long GetInt64(long fromInclusive, long toExclusive)
    {
        ThrowIfEmptyRange(fromInclusive, toExclusive);
        return fromInclusive
            + (long)Bounded.Draw(default(ProcessSource), (ulong)toExclusive - (ulong)fromInclusive);
    }

    /// <summary>A random number below a bound, of any built-in integer type.</summary>
    /// <typeparam name="T">
    /// sbyte, byte, short, ushort, char, int, uint, long, ulong, nint, nuint,
    /// <see cref="Int128"/> or <see cref="UInt128"/>.
    /// </typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.
    /// </exception>
    /// <remarks>
    /// One request of 4, 8 or 16 bytes, the least that holds a <typeparamref name="T"/>; seldom
    /// more. For a type's whole range, see <see cref="Fill{T}(Span{T})"/>.
    /// </remarks>
    /// <inheritdoc cref="GetInt32(int)"/>
    /// <inheritdoc cref="GetInt32(int)" path="/exception"/>
    public static T GetInteger<T>(T toExclusive)
        where T : unmanaged, IBinaryInteger<T>
    {
        ThrowIfNotBuiltIn<T>();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(toExclusive);
        return DrawInRange(T.Zero, toExclusive);
    }

    /// <summary>A random number from a range, of any built-in integer type.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.
    /// </exception>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    /// <inheritdoc cref="GetInt32(int, int)" path="/exception"/>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/typeparam"/>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/remarks"/>
    public static T GetInteger<T>(T fromInclusive, T toExclusive)
        where T : unmanaged, IBinaryInteger<T>
    {
        ThrowIfNotBuiltIn<T>();
        ThrowIfEmptyRange(fromInclusive, toExclusive);
        return DrawInRange(fromInclusive, toExclusive);
    }

    // The difference of the ends in the unsigned type of the word's width is right even where it
    // would overflow in T, and so is the sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T DrawInRange<T, TWord>(T from, T to)
        where T : unmanaged, IBinaryInteger<T>
        where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    {
        TWord first = TWord.CreateTruncating(from);
        TWord count = unchecked(TWord.CreateTruncating(to) - first);
        TWord number = Bounded.Draw(default(ProcessSource), count);
        return T.CreateTruncating(unchecked(first + number));
    }

    private static T DrawInRange<T>(T from, T to)
        where T : unmanaged, IBinaryInteger<T> =>
        Unsafe.SizeOf<T>() <= sizeof(uint) ? DrawInRange<T, uint>(from, to)
        : Unsafe.SizeOf<T>() == sizeof(ulong) ? DrawInRange<T, ulong>(from, to)
        : DrawInRange<T, UInt128>(from, to);

    // A chain of constants to the JIT: nothing is left of it.
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
}
