using System.Runtime.InteropServices;
using VGetRandom.Sampling;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>Fills the whole span with random bits.</summary>
    /// <param name="destination">What to fill. May be empty, and of any length.</param>
    /// <typeparam name="T">
    /// A type all of whose bit patterns are good values: sbyte, byte, short, ushort, char, int,
    /// uint, long, ulong, nint, nuint, <see cref="Int128"/>, <see cref="UInt128"/>,
    /// <see cref="Half"/>, float or double. A floating-point number of random bits can be of any
    /// size, infinite, or not a number (see <see cref="NextDouble"/> for one from 0 to 1), and a
    /// char can be half of a surrogate pair.
    /// </typeparam>
    /// <exception cref="NotSupportedException">
    /// <typeparamref name="T"/> is any other type. bool, decimal, enums or <see cref="Guid"/> have
    /// patterns that are no good value, and of a structure nothing is known. Who knows that all
    /// are good fills <see cref="MemoryMarshal.AsBytes{T}(Span{T})"/> of the span.
    /// </exception>
    /// <remarks>One request. To the JIT the check is a constant.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Fill<T>(Span<T> destination)
        where T : unmanaged
    {
        if (!BitPatterns.AreAllValid<T>())
        {
            throw Errors.NotOfBits<T>();
        }

        RandomSource.Fill(default(ProcessSource), destination);
    }

    /// <summary>Fills the whole span with items chosen at random, with repetition.</summary>
    /// <param name="choices">What to choose from, each equally likely each time.</param>
    /// <param name="destination">What to fill. May be empty. Must not overlap the choices.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="choices"/> is empty.</exception>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.GetItems. Several items from each 8 bytes, and up to
    /// 2 KiB in one request; those bytes lie on the stack and are wiped. Allocates nothing.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void GetItems<T>(ReadOnlySpan<T> choices, Span<T> destination)
    {
        ThrowIfNoChoices(choices);
        Choice.Fill<ProcessSource, ulong, T>(default, choices, destination);
    }

    /// <summary>Makes a new array of items chosen at random, with repetition.</summary>
    /// <param name="choices">What to choose from, each equally likely each time.</param>
    /// <param name="length">The array's length, 0 or more.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <returns>The array.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.
    /// </exception>
    /// <remarks>
    /// As <see cref="GetItems{T}(ReadOnlySpan{T}, Span{T})"/>, and allocates the array.
    /// </remarks>
    /// <inheritdoc cref="GetItems{T}(ReadOnlySpan{T}, Span{T})" path="/exception"/>
    public static T[] GetItems<T>(ReadOnlySpan<T> choices, int length)
    {
        ThrowIfNoChoices(choices);
        ArgumentOutOfRangeException.ThrowIfNegative(length);

        T[] items = GC.AllocateUninitializedArray<T>(length);
        Choice.Fill<ProcessSource, ulong, T>(default, choices, items);
        return items;
    }

    /// <summary>Brings the items into a random order, each order equally likely.</summary>
    /// <param name="values">What to shuffle, in place. May be empty, and of any length.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.Shuffle. Two or more places from each 8 bytes (for more
    /// than 2^28 items, one), and up to 2 KiB in one request; those bytes lie on the stack and are
    /// wiped. Allocates nothing. If it throws, the items are all there, partly shuffled.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Shuffle<T>(Span<T> values) =>
        Permutation.Shuffle<ProcessSource, ulong, T>(default, values);

    private static void ThrowIfNoChoices<T>(ReadOnlySpan<T> choices)
    {
        if (choices.IsEmpty)
        {
            throw Errors.NoChoices(nameof(choices));
        }
    }
}
