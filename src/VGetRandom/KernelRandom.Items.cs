using System.Runtime.InteropServices;

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
        where T : unmanaged =>
        Draws.Fill(destination);

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
    public static void GetItems<T>(ReadOnlySpan<T> choices, Span<T> destination) =>
        Draws.GetItems(choices, destination);

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
    /// <example>
    /// <code>
    /// string[] rounds = KernelRandom.GetItems&lt;string&gt;(["rock", "paper", "scissors"], 10);
    /// </code>
    /// </example>
    /// <inheritdoc cref="GetItems{T}(ReadOnlySpan{T}, Span{T})" path="/exception"/>
    public static T[] GetItems<T>(ReadOnlySpan<T> choices, int length) =>
        Draws.GetItems(choices, length);

    /// <summary>Makes a new array of items chosen at random, with repetition.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="choices"/> is null.</exception>
    /// <inheritdoc cref="GetItems{T}(ReadOnlySpan{T}, int)"/>
    /// <inheritdoc cref="GetItems{T}(ReadOnlySpan{T}, int)" path="/exception"/>
    public static T[] GetItems<T>(T[] choices, int length) => Draws.GetItems(choices, length);

    /// <summary>An item chosen at random.</summary>
    /// <param name="choices">What to choose from, each equally likely.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <returns>One of the choices.</returns>
    /// <exception cref="ArgumentException"><paramref name="choices"/> is empty.</exception>
    /// <remarks>At the cost of <see cref="GetInt32(int)"/>.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T Choose<T>(ReadOnlySpan<T> choices) => Draws.Choose(choices);

    /// <summary>An item chosen at random, some likelier than others.</summary>
    /// <param name="choices">What to choose from.</param>
    /// <param name="weights">
    /// A weight for each choice, 0 or more: the probability of a choice is exactly its weight
    /// divided by the sum of all.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="weights"/> is not as long as <paramref name="choices"/>, or all of them
    /// are 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    /// <remarks>One request of 8 bytes, seldom more. Reads all the weights.</remarks>
    /// <inheritdoc cref="Choose{T}(ReadOnlySpan{T})"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<int> weights) =>
        Draws.ChooseWeighted(choices, weights);

    /// <summary>An item chosen at random, some likelier than others by fractions.</summary>
    /// <param name="choices">What to choose from.</param>
    /// <param name="weights">
    /// A weight for each choice, 0 or more and finite: the probability of a choice is exactly its
    /// weight divided by the sum of all, which is never rounded.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A weight is negative, infinite or not a number.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="weights"/> is not as long as <paramref name="choices"/>, or all of them
    /// are 0.
    /// </exception>
    /// <remarks>
    /// Reads all the weights. Then two requests, of 4 and 8 bytes, for each of some trials: on
    /// average as many as the greatest weight is times the average, so never more than there are
    /// weights.
    /// </remarks>
    /// <inheritdoc cref="ChooseWeighted{T}(ReadOnlySpan{T}, ReadOnlySpan{int})"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<double> weights) =>
        Draws.ChooseWeighted(choices, weights);

    /// <summary>Makes a new array of items from distinct places, in random order.</summary>
    /// <param name="items">What to draw from, without repetition.</param>
    /// <param name="count">How many to draw, from 0 to the number of items.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <returns>The array; each row of items from distinct places is equally likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="count"/> is negative, or above the number of items.
    /// </exception>
    /// <remarks>As <see cref="Sample{T}(ReadOnlySpan{T}, Span{T})"/>, and allocates the array.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T[] Sample<T>(ReadOnlySpan<T> items, int count) => Draws.Sample(items, count);

    /// <summary>Fills the whole span with items from distinct places, in random order.</summary>
    /// <param name="items">What to draw from, without repetition.</param>
    /// <param name="destination">
    /// What to fill, with each row of items from distinct places equally likely. May be empty. Must
    /// not overlap the items.
    /// </param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is longer than <paramref name="items"/>.
    /// </exception>
    /// <remarks>
    /// Where a quarter of the items or fewer are drawn, a request of 4 bytes for each, or a few
    /// more, however many there are to draw from; else a request for each item that is left out,
    /// and a shuffle. Allocates no object. For more than 256
    /// items of four times as many it uses up to 16 bytes of native memory each, and wipes them.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Sample<T>(ReadOnlySpan<T> items, Span<T> destination) =>
        Draws.Sample(items, destination);

    /// <summary>Brings the items into a random order, each order equally likely.</summary>
    /// <param name="values">What to shuffle, in place. May be empty, and of any length.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.Shuffle. Two or more places from each 8 bytes (for more
    /// than 2^28 items, one), and up to 2 KiB in one request; those bytes lie on the stack and are
    /// wiped. Allocates nothing. If it throws, the items are all there, partly shuffled.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Shuffle<T>(Span<T> values) => Draws.Shuffle(values);

    /// <summary>Brings the items of an array into a random order, each order equally likely.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <remarks>
    /// A drop-in for Random.Shared.Shuffle, at the cost of <see cref="Shuffle{T}(Span{T})"/>. The
    /// array's items may be of a class that is derived from <typeparamref name="T"/>.
    /// </remarks>
    /// <example>
    /// <code>
    /// int[] deck = [.. Enumerable.Range(1, 52)];
    /// KernelRandom.Shuffle(deck);
    /// </code>
    /// </example>
    /// <inheritdoc cref="Shuffle{T}(Span{T})"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Shuffle<T>(T[] values) => Draws.Shuffle(values);

    /// <summary>Brings the items of a list into a random order, each order equally likely.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <remarks>
    /// At the cost of <see cref="Shuffle{T}(Span{T})"/>. No other thread may use the
    /// list meanwhile, and an enumerator that is under way does not notice the change.
    /// </remarks>
    /// <inheritdoc cref="Shuffle{T}(Span{T})"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
#pragma warning disable CA1002 // Of all collections, only a List can be shuffled as a span.
    public static void Shuffle<T>(List<T> values) => Draws.Shuffle(values);
#pragma warning restore CA1002
}
