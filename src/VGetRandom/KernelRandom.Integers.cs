using System.Numerics;
using VGetRandom.Selection;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>A random 32-bit number.</summary>
    /// <returns>0 to <see cref="uint.MaxValue"/>, each equally likely.</returns>
    /// <example><code>uint transactionId = KernelRandom.NextUInt32();</code></example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static uint NextUInt32() => ProcessBackend.Next<uint>();

    /// <summary>A random 64-bit number.</summary>
    /// <returns>0 to <see cref="ulong.MaxValue"/>, each equally likely.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static ulong NextUInt64() => ProcessBackend.Next<ulong>();

    /// <summary>A random number from 0 up to, but not including, a bound.</summary>
    /// <param name="toExclusive">The bound, 1 or more.</param>
    /// <returns>0 to <paramref name="toExclusive"/> - 1, all exactly equally likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="toExclusive"/> is 0 or
    /// negative.</exception>
    /// <remarks>A drop-in for RandomNumberGenerator.GetInt32. Makes one 4-byte request; with a
    /// probability below <paramref name="toExclusive"/> / 2^32 it makes more.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int GetInt32(int toExclusive) => Draws.GetInt32(toExclusive);

    /// <summary>A random number from a range.</summary>
    /// <param name="fromInclusive">The smallest number.</param>
    /// <param name="toExclusive">One more than the largest number.</param>
    /// <returns><paramref name="fromInclusive"/> to <paramref name="toExclusive"/> - 1, all exactly
    /// equally likely.</returns>
    /// <exception cref="ArgumentException"><paramref name="toExclusive"/> is not above
    /// <paramref name="fromInclusive"/>.</exception>
    /// <remarks>A drop-in for RandomNumberGenerator.GetInt32. Costs as much as
    /// <see cref="GetInt32(int)"/>.</remarks>
    /// <example><code>int die = KernelRandom.GetInt32(1, 7); // 1 to 6</code></example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int GetInt32(int fromInclusive, int toExclusive) =>
        Draws.GetInt32(fromInclusive, toExclusive);

    /// <summary>A random 64-bit number from 0 up to, but not including, a bound.</summary>
    /// <remarks>Makes one 8-byte request; with a probability below <paramref name="toExclusive"/> /
    /// 2^64 it makes more.</remarks>
    /// <inheritdoc cref="GetInt32(int)"/>
    public static long GetInt64(long toExclusive) => Draws.GetInt64(toExclusive);

    /// <summary>A random 64-bit number from a range.</summary>
    /// <remarks>Costs as much as <see cref="GetInt64(long)"/>.</remarks>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    public static long GetInt64(long fromInclusive, long toExclusive) =>
        Draws.GetInt64(fromInclusive, toExclusive);

    /// <summary>A random number of any built-in integer type, from 0 up to, but not including, a
    /// bound.</summary>
    /// <typeparam name="T">sbyte, byte, short, ushort, char, int, uint, long, ulong, nint, nuint,
    /// <see cref="Int128"/> or <see cref="UInt128"/>.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is any other type.
    /// </exception>
    /// <remarks>
    /// Makes one request of 4, 8 or 16 bytes, the smallest that holds a <typeparamref name="T"/>;
    /// rarely more. For a type's whole range, use <see cref="Fill{T}(Span{T})"/>.
    /// </remarks>
    /// <inheritdoc cref="GetInt32(int)"/>
    /// <inheritdoc cref="GetInt32(int)" path="/exception"/>
    public static T GetInteger<T>(T toExclusive)
        where T : unmanaged, IBinaryInteger<T> =>
        Draws.GetInteger(toExclusive);

    /// <summary>A random number of any built-in integer type, from a range.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is any other type.
    /// </exception>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    /// <inheritdoc cref="GetInt32(int, int)" path="/exception"/>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/typeparam"/>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/remarks"/>
    public static T GetInteger<T>(T fromInclusive, T toExclusive)
        where T : unmanaged, IBinaryInteger<T> =>
        Draws.GetInteger(fromInclusive, toExclusive);

    /// <summary>A random number of any built-in integer type, from a range that includes both ends.
    /// </summary>
    /// <param name="fromInclusive">The smallest number.</param>
    /// <param name="toInclusive">The largest number. The range may be the whole range of the type.
    /// </param>
    /// <returns><paramref name="fromInclusive"/> to <paramref name="toInclusive"/>, all exactly
    /// equally likely.</returns>
    /// <exception cref="ArgumentException"><paramref name="toInclusive"/> is less than
    /// <paramref name="fromInclusive"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is any other type.
    /// </exception>
    /// <remarks>Makes one request of 4, 8 or 16 bytes, the smallest that holds a
    /// <typeparamref name="T"/>; rarely more.</remarks>
    /// <inheritdoc cref="GetInteger{T}(T)" path="/typeparam"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T GetIntegerInclusive<T>(T fromInclusive, T toInclusive)
        where T : unmanaged, IBinaryInteger<T> =>
        Draws.GetIntegerInclusive(fromInclusive, toInclusive);

    /// <summary>A random number of any size, from 0 up to, but not including, a bound.</summary>
    /// <param name="toExclusive">The bound, 1 or more.</param>
    /// <remarks>
    /// Requests as many bits as the largest number has. If they form a larger number, it requests
    /// again: fewer than two requests on average. It wipes the requested bytes, but nothing wipes
    /// the BigInteger, which is an ordinary object.
    /// </remarks>
    /// <inheritdoc cref="GetInt32(int)"/>
    public static BigInteger GetBigInteger(BigInteger toExclusive) =>
        Draws.GetBigInteger(toExclusive);

    /// <summary>A random number of any size, from a range.</summary>
    /// <inheritdoc cref="GetBigInteger(BigInteger)" path="/remarks"/>
    /// <inheritdoc cref="GetInt32(int, int)"/>
    public static BigInteger GetBigInteger(BigInteger fromInclusive, BigInteger toExclusive) =>
        Draws.GetBigInteger(fromInclusive, toExclusive);
}
