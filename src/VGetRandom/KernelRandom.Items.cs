using System.Runtime.InteropServices;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>Fills the whole span with random bits.</summary>
    /// <param name="destination">What to fill. May be empty, and of any length.</param>
    /// <typeparam name="T">
    /// A type in which every bit pattern is a valid value: sbyte, byte, short, ushort, char, int,
    /// uint, long, ulong, nint, nuint, <see cref="Int128"/>, <see cref="UInt128"/>,
    /// <see cref="Half"/>, float or double. A random floating-point bit pattern can be any size,
    /// infinite, or not a number (<see cref="NextDouble"/> gives a number from 0 to 1). A random
    /// char can be half of a surrogate pair.
    /// </typeparam>
    /// <exception cref="NotSupportedException">
    /// <typeparamref name="T"/> is any other type. Some bit patterns of bool, decimal, enums and
    /// <see cref="Guid"/> are not valid values, and Fill cannot know which bit patterns of a
    /// structure are. If you know that all are valid, fill
    /// <see cref="MemoryMarshal.AsBytes{T}(Span{T})"/> of the span.
    /// </exception>
    /// <remarks>Makes one request.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Fill<T>(Span<T> destination)
        where T : unmanaged =>
        Draws.Fill(destination);

    /// <summary>Fills the whole span with items chosen at random, with repetition.</summary>
    /// <param name="choices">The items to choose from, each equally likely each time.</param>
    /// <param name="destination">What to fill. May be empty. Must not overlap the choices.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="choices"/> is empty.</exception>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.GetItems. Each 8 random bytes give several items, and
    /// one request draws up to 2 KiB. These bytes stay on the stack and are wiped. Allocates
    /// nothing.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void GetItems<T>(ReadOnlySpan<T> choices, Span<T> destination) =>
        Draws.GetItems(choices, destination);

    /// <summary>Makes a new array of items chosen at random, with repetition.</summary>
    /// <param name="choices">The items to choose from, each equally likely each time.</param>
    /// <param name="length">The array's length, 0 or more.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <returns>The array.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is negative.
    /// </exception>
    /// <remarks>As <see cref="GetItems{T}(ReadOnlySpan{T}, Span{T})"/>, but allocates the array.
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
    /// <param name="choices">The items to choose from, each equally likely.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <returns>One of the choices.</returns>
    /// <exception cref="ArgumentException"><paramref name="choices"/> is empty.</exception>
    /// <remarks>Costs as much as <see cref="GetInt32(int)"/>.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T Choose<T>(ReadOnlySpan<T> choices) => Draws.Choose(choices);

    /// <summary>An item chosen at random, each as likely as its integer weight says.</summary>
    /// <param name="choices">The items to choose from.</param>
    /// <param name="weights">A weight for each choice, 0 or more. The probability of a choice is
    /// exactly its weight divided by the sum of all weights.</param>
    /// <exception cref="ArgumentException"><paramref name="weights"/> and
    /// <paramref name="choices"/> differ in length, or all weights are 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    /// <remarks>Makes one 8-byte request, rarely more. Reads all the weights.</remarks>
    /// <inheritdoc cref="Choose{T}(ReadOnlySpan{T})"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<int> weights) =>
        Draws.ChooseWeighted(choices, weights);

    /// <summary>An item chosen at random, each as likely as its fractional weight says.</summary>
    /// <param name="choices">The items to choose from.</param>
    /// <param name="weights">A weight for each choice, finite and 0 or more. The probability of a
    /// choice is exactly its weight divided by the sum of all weights; nothing is rounded.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, infinite or not a
    /// number.</exception>
    /// <exception cref="ArgumentException"><paramref name="weights"/> and
    /// <paramref name="choices"/> differ in length, or all weights are 0.</exception>
    /// <remarks>
    /// Reads all the weights, then tries choices until it keeps one. Each try makes a 4-byte and an
    /// 8-byte request. The average number of tries is the largest weight divided by the average
    /// weight, so it never exceeds the number of weights.
    /// </remarks>
    /// <inheritdoc cref="ChooseWeighted{T}(ReadOnlySpan{T}, ReadOnlySpan{int})"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<double> weights) =>
        Draws.ChooseWeighted(choices, weights);

    /// <summary>Makes a new array of items from distinct positions, in random order.</summary>
    /// <param name="items">The items to draw from, without repetition.</param>
    /// <param name="count">How many to draw, from 0 to the number of items.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <returns>The array. Every sequence of items from distinct positions is equally likely.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative, or above
    /// the number of items.</exception>
    /// <remarks>As <see cref="Sample{T}(ReadOnlySpan{T}, Span{T})"/>, but allocates the array.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static T[] Sample<T>(ReadOnlySpan<T> items, int count) => Draws.Sample(items, count);

    /// <summary>Fills the whole span with items from distinct positions, in random order.</summary>
    /// <param name="items">The items to draw from, without repetition.</param>
    /// <param name="destination">What to fill. Every sequence of items from distinct positions is
    /// equally likely. May be empty. Must not overlap the items.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is longer than
    /// <paramref name="items"/>.</exception>
    /// <remarks>
    /// To draw up to a quarter of the items, makes one 8-byte request or slightly more for each
    /// item drawn, however many items there are. To draw more than that, makes a request for each
    /// item left out, and then shuffles. Allocates no object. To draw up to a quarter, but more
    /// than 256 items, takes at most 16 bytes of native memory for each item drawn, and wipes them.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Sample<T>(ReadOnlySpan<T> items, Span<T> destination) =>
        Draws.Sample(items, destination);

    /// <summary>Puts the items into a random order. Every order is equally likely.</summary>
    /// <param name="values">The items to shuffle in place. May be empty, and of any length.</param>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.Shuffle. Each 8 random bytes place two or more items
    /// (only one while more than 2^28 remain), and one request draws up to 2 KiB. These bytes stay
    /// on the stack and are wiped. Allocates nothing. If it throws, all items are still there,
    /// partly shuffled.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void Shuffle<T>(Span<T> values) => Draws.Shuffle(values);

    /// <summary>Puts the items of an array into a random order. Every order is equally likely.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <remarks>
    /// A drop-in for Random.Shared.Shuffle. Costs as much as <see cref="Shuffle{T}(Span{T})"/>. The
    /// array may have been created for a type derived from <typeparamref name="T"/>.
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

    /// <summary>Puts the items of a list into a random order. Every order is equally likely.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <remarks>Costs as much as <see cref="Shuffle{T}(Span{T})"/>. No other thread may use the
    /// list meanwhile. An enumerator in use does not notice the change.</remarks>
    /// <inheritdoc cref="Shuffle{T}(Span{T})"/>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
#pragma warning disable CA1002 // Of all collections, only a List can be shuffled as a span.
    public static void Shuffle<T>(List<T> values) => Draws.Shuffle(values);
#pragma warning restore CA1002
}
