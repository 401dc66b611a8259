using System.Numerics;
using VGetRandom.Sampling;

namespace VGetRandom;

public static partial class KernelRandom
{
#pragma warning disable RS0030 // The type is banned as a source of numbers; this one is ours.
    /// <summary>This class as a <see cref="System.Random"/>, for code that asks for one.</summary>
    /// <remarks>
    /// Unlike other Random instances, any number of threads may use it at once; it has no seed and
    /// cannot be predicted. Shuffle and GetItems are the base class's own, and make a request for
    /// each number. <see cref="Shuffle{T}(Span{T})"/> and
    /// <see cref="GetItems{T}(ReadOnlySpan{T}, Span{T})"/> of this class make far fewer.
    /// </remarks>
    public static Random Random => RandomAdapter.Instance;
#pragma warning restore RS0030

    /// <summary>A random number that is not negative.</summary>
    /// <returns>0 to <see cref="int.MaxValue"/> - 1, all exactly equally likely; never
    /// <see cref="int.MaxValue"/>.</returns>
    /// <remarks>A drop-in for Random.Shared.Next. Costs as much as <see cref="GetInt32(int)"/>.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int Next() => NextOf(default(ProcessSource));

    /// <summary>A random number from 0 up to, but not including, a bound.</summary>
    /// <param name="maxValue">The bound, 0 or more.</param>
    /// <returns>0 to <paramref name="maxValue"/> - 1, all exactly equally likely; 0 if
    /// <paramref name="maxValue"/> is 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxValue"/> is negative.
    /// </exception>
    /// <inheritdoc cref="Next()" path="/remarks"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)Bounded.Draw(default(ProcessSource), (uint)maxValue);
    }

    /// <summary>A random number from a range.</summary>
    /// <param name="minValue">The smallest number.</param>
    /// <param name="maxValue">One more than the largest number.</param>
    /// <returns><paramref name="minValue"/> to <paramref name="maxValue"/> - 1, all exactly equally
    /// likely; <paramref name="minValue"/> if the two are equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minValue"/> is above
    /// <paramref name="maxValue"/>.</exception>
    /// <inheritdoc cref="Next()" path="/remarks"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue + (int)Bounded.Draw(
            default(ProcessSource), (uint)maxValue - (uint)minValue);
    }

    /// <summary>A random 64-bit number that is not negative.</summary>
    /// <returns>0 to <see cref="long.MaxValue"/> - 1, all exactly equally likely; never
    /// <see cref="long.MaxValue"/>.</returns>
    /// <remarks>A drop-in for Random.Shared.NextInt64. Costs as much as
    /// <see cref="GetInt64(long)"/>.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static long NextInt64() => NextInt64Of(default(ProcessSource));

    /// <summary>A random 64-bit number from 0 up to, but not including, a bound.</summary>
    /// <inheritdoc cref="NextInt64()" path="/remarks"/>
    /// <inheritdoc cref="Next(int)"/>
    public static long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Bounded.Draw(default(ProcessSource), (ulong)maxValue);
    }

    /// <summary>A random 64-bit number from a range.</summary>
    /// <inheritdoc cref="NextInt64()" path="/remarks"/>
    /// <inheritdoc cref="Next(int, int)"/>
    public static long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue + (long)Bounded.Draw(
            default(ProcessSource), (ulong)maxValue - (ulong)minValue);
    }

    /// <summary>A random number of any built-in integer type that is not negative.</summary>
    /// <typeparam name="T">A built-in integer type of up to 128 bits.</typeparam>
    /// <returns>0 to the type's MaxValue, all exactly equally likely. Unlike <see cref="Next()"/>,
    /// this includes MaxValue.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is any other type.
    /// </exception>
    /// <remarks>A drop-in for Random.Shared.NextInteger of .NET 11. Costs as much as
    /// <see cref="GetIntegerInclusive{T}(T, T)"/>.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T NextInteger<T>()
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T> =>
        GetIntegerInclusive(T.Zero, T.MaxValue);

    /// <summary>A random number of any built-in integer type, from 0 up to, but not including, a
    /// bound.</summary>
    /// <inheritdoc cref="NextInteger{T}()" path="/typeparam"/>
    /// <inheritdoc cref="NextInteger{T}()" path="/remarks"/>
    /// <inheritdoc cref="NextInteger{T}()" path="/exception"/>
    /// <inheritdoc cref="Next(int)"/>
    public static T NextInteger<T>(T maxValue)
        where T : unmanaged, IBinaryInteger<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return T.IsZero(maxValue) ? maxValue : GetInteger(maxValue);
    }

    /// <summary>A random number of any built-in integer type, from a range.</summary>
    /// <inheritdoc cref="NextInteger{T}()" path="/typeparam"/>
    /// <inheritdoc cref="NextInteger{T}()" path="/remarks"/>
    /// <inheritdoc cref="NextInteger{T}()" path="/exception"/>
    /// <inheritdoc cref="Next(int, int)"/>
    public static T NextInteger<T>(T minValue, T maxValue)
        where T : unmanaged, IBinaryInteger<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : GetInteger(minValue, maxValue);
    }

    /// <summary>A random floating-point number from 0 to below 1.</summary>
    /// <typeparam name="T">A binary floating-point type of up to 64 significant bits.</typeparam>
    /// <returns>A multiple of 2^-n, all equally likely, where n is the number of significant bits
    /// of the type: 53 for a double, 24 for a float, 11 for a Half.</returns>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> has more bits.</exception>
    /// <remarks>A drop-in for Random.Shared.NextBinaryFloat of .NET 11. Makes one 8-byte request.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T NextBinaryFloat<T>()
        where T : IBinaryFloatingPointIeee754<T> => ToUnit<T>(NextUInt64());

    /// <summary>A random single-precision number from 0 to below 1.</summary>
    /// <returns>A multiple of 2^-24, all equally likely; at most 1 - 2^-24.</returns>
    /// <remarks>A drop-in for Random.Shared.NextSingle. Makes one 4-byte request.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static float NextSingle() => ToUnit(NextUInt32());

    /// <summary>A random double-precision number from 0 to below 1.</summary>
    /// <returns>A multiple of 2^-53, all equally likely; at most 1 - 2^-53.</returns>
    /// <remarks>A drop-in for Random.Shared.NextDouble. Makes one 8-byte request.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static double NextDouble() => ToUnit(NextUInt64());

    /// <summary>A random double from a range that includes both ends.</summary>
    /// <param name="fromInclusive">The smallest number, finite.</param>
    /// <param name="toInclusive">The largest number, finite.</param>
    /// <returns>
    /// One of these numbers, all exactly equally likely: the end that is farther from 0; every
    /// number of the range whose distance from that end is a multiple of the widest gap between
    /// neighbouring doubles of the range; and the other end, whatever its distance. From 0 to 1,
    /// these are the multiples of 2^-53.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An end is infinite or not a
    /// number.</exception>
    /// <exception cref="ArgumentException"><paramref name="toInclusive"/> is less than
    /// <paramref name="fromInclusive"/>.</exception>
    /// <remarks>
    /// Makes one 8-byte request, rarely more. Unlike from + (to - from) * <see cref="NextDouble"/>,
    /// it neither rounds nor overflows. After F. Goualard, "Drawing Random Floating-Point Numbers
    /// from an Interval", ACM TOMACS 32 (2022).
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static double GetDouble(double fromInclusive, double toInclusive) =>
        Draws.GetDouble(fromInclusive, toInclusive);

    /// <summary>True or false, equally likely.</summary>
    /// <returns>One random bit.</returns>
    /// <remarks>Makes one 4-byte request.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static bool NextBoolean() => Draws.NextBoolean();

    /// <summary>True with a given probability.</summary>
    /// <param name="probability">0 to 1, taken exactly as the double stores it: 0.1 is
    /// 3602879701896397 / 2^55.</param>
    /// <returns>True with exactly that probability: never for 0, always for 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="probability"/> is below 0,
    /// above 1 or not a number.</exception>
    /// <remarks>Makes at most one 8-byte request if <paramref name="probability"/> is 2^-10 or
    /// more. Below that it makes more with a probability of less than 2^-10.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static bool NextBoolean(double probability) => Draws.NextBoolean(probability);

    /// <summary>Fills the whole array with random bytes.</summary>
    /// <param name="buffer">What to fill. May be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="buffer"/> is null.</exception>
    /// <remarks>A drop-in for Random.Shared.NextBytes: the same as <see cref="Fill(Span{byte})"/>.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        Fill(buffer);
    }

    /// <summary>Fills the whole span with random bytes.</summary>
    /// <param name="buffer">What to fill. May be empty, and of any length.</param>
    /// <inheritdoc cref="NextBytes(byte[])" path="/remarks"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void NextBytes(Span<byte> buffer) => Fill(buffer);

    // Generic over the source so that tests can feed it the largest word, which must not give
    // MaxValue.
    internal static int NextOf<TSource>(TSource source)
        where TSource : struct, IRandomSource =>
        (int)Bounded.Draw(source, (uint)int.MaxValue);

    internal static long NextInt64Of<TSource>(TSource source)
        where TSource : struct, IRandomSource =>
        (long)Bounded.Draw(source, (ulong)long.MaxValue);

    // Exactly as many bits as the type holds: one more would be rounded, sometimes up to 1.
    internal static float ToUnit(uint word)
    {
        const int Bits = 24;
        return (word >> (32 - Bits)) * (1f / (1 << Bits));
    }

    internal static double ToUnit(ulong word)
    {
        const int Bits = 53;
        return (word >> (64 - Bits)) * (1d / (1L << Bits));
    }

    internal static T ToUnit<T>(ulong word)
        where T : IBinaryFloatingPointIeee754<T>
    {
        int bits = T.Zero.GetSignificandBitLength();
        return bits <= 64
            ? T.ScaleB(T.CreateTruncating(word >> (64 - bits)), -bits)
            : throw Errors.TooManyBits<T>();
    }
}
