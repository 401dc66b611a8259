using System.Numerics;
using VGetRandom.Selection;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>A random number from the whole range of 32 bits.</summary>
    /// <returns>0 to <see cref="uint.MaxValue"/>, each equally likely.</returns>
    /// <example><code>uint transactionId = KernelRandom.NextUInt32();</code></example>
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
    public static int GetInt32(int toExclusive) => Draws.GetInt32(toExclusive);

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
    /// <example><code>int die = KernelRandom.GetInt32(1, 7); // 1 to 6</code></example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int GetInt32(int fromInclusive, int toExclusive) =>
        Draws.GetInt32(fromInclusive, toExclusive);

    /// <summary>A random number below a bound, of 64 bits.</summary>
    /// <remarks>
    /// One request of 8 bytes; more with a probability of less than
    /// <paramref name="toExclusive"/> / 2^64.
    /// </remarks>
    /// <inheritdoc cref="GetInt32(int)"/>
    public static long GetInt64(long toExclusive) => Draws.GetInt64(toExclusive);

    /// <summary>A random number from a range, of 64 bits.</summary>
    /// <remarks>At the cost of <see cref="GetInt64(long)"/>.</remarks>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    public static long GetInt64(long fromInclusive, long toExclusive) =>
        Draws.GetInt64(fromInclusive, toExclusive);

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
        where T : unmanaged, IBinaryInteger<T> =>
        Draws.GetInteger(toExclusive);

    /// <summary>A random number from a range, of any built-in integer type.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.
    /// </exception>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    /// <inheritdoc cref="GetInt32(int, int)" path="/exception"/>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/typeparam"/>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/remarks"/>
    public static T GetInteger<T>(T fromInclusive, T toExclusive)
        where T : unmanaged, IBinaryInteger<T> =>
        Draws.GetInteger(fromInclusive, toExclusive);

    /// <summary>A random number from a range with both its ends, of any built-in integer type.
    /// </summary>
    /// <param name="fromInclusive">The least number.</param>
    /// <param name="toInclusive">The greatest. With <paramref name="fromInclusive"/> it may be all
    /// of the type's range.</param>
    /// <returns>
    /// <paramref name="fromInclusive"/> to <paramref name="toInclusive"/>, each exactly equally
    /// likely.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="toInclusive"/> is less than <paramref name="fromInclusive"/>.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.
    /// </exception>
    /// <remarks>
    /// One request of 4, 8 or 16 bytes, the least that holds a <typeparamref name="T"/>; seldom
    /// more.
    /// </remarks>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/typeparam"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T GetIntegerInclusive<T>(T fromInclusive, T toInclusive)
        where T : unmanaged, IBinaryInteger<T> =>
        Draws.GetIntegerInclusive(fromInclusive, toInclusive);

    /// <summary>A random number below a bound, of any size.</summary>
    /// <param name="toExclusive">The bound, 1 or more.</param>
    /// <remarks>
    /// One request for as many bits as the greatest number has, and another while they are above
    /// it: fewer than two on average. Those bytes are wiped. The numbers are objects like any
    /// other: nothing wipes them.
    /// </remarks>
    /// <inheritdoc cref="GetInt32(int)"/>
    public static BigInteger GetBigInteger(BigInteger toExclusive) =>
        Draws.GetBigInteger(toExclusive);

    /// <summary>A random number from a range, of any size.</summary>
    /// <inheritdoc cref="GetBigInteger(BigInteger)" path="/remarks"/>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    public static BigInteger GetBigInteger(BigInteger fromInclusive, BigInteger toExclusive) =>
        Draws.GetBigInteger(fromInclusive, toExclusive);
}
