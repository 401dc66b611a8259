using System.Runtime.InteropServices;
using VGetRandom.Sampling;

namespace VGetRandom;

internal readonly partial struct Draws<TSource>
{
    public byte[] GetBytes(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);

        // Uninitialized memory is safe: Fill fills all of it, or throws and nobody sees the array.
        byte[] bytes = GC.AllocateUninitializedArray<byte>(count);
        RandomSource.Fill(_source, bytes.AsSpan());
        return bytes;
    }

    public void Fill<T>(Span<T> destination)
        where T : unmanaged
    {
        if (!BitPatterns.AreAllValid<T>())
        {
            throw Errors.NotOfBits<T>();
        }

        RandomSource.Fill(_source, destination);
    }

    public T Choose<T>(ReadOnlySpan<T> choices)
    {
        ThrowIfNoChoices(choices);
        return choices[(int)Bounded.Draw(_source, (uint)choices.Length)];
    }

    public T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<int> weights)
    {
        ThrowIfNotSameLength(choices, weights);
        long total = 0;
        foreach (int weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            total += weight;
        }

        ThrowIfAllZero(total == 0);
        return choices[WeightedChoice.Draw(_source, weights, total)];
    }

    public T ChooseWeighted<T>(ReadOnlySpan<T> choices, ReadOnlySpan<double> weights)
    {
        ThrowIfNotSameLength(choices, weights);
        double greatest = 0;
        foreach (double weight in weights)
        {
            ThrowIfNotFinite(weight, nameof(weights));
            if (weight < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(weights));
            }

            greatest = Math.Max(greatest, weight);
        }

        ThrowIfAllZero(greatest == 0);
        return choices[WeightedChoice.Draw(_source, weights, greatest)];
    }

    public void GetItems<T>(ReadOnlySpan<T> choices, Span<T> destination)
    {
        ThrowIfNoChoices(choices);
        Choice.Fill<TSource, ulong, T>(_source, choices, destination);
    }

    public T[] GetItems<T>(ReadOnlySpan<T> choices, int length)
    {
        ThrowIfNoChoices(choices);
        ArgumentOutOfRangeException.ThrowIfNegative(length);

        T[] items = GC.AllocateUninitializedArray<T>(length);
        Choice.Fill<TSource, ulong, T>(_source, choices, items);
        return items;
    }

    public T[] GetItems<T>(T[] choices, int length)
    {
        ArgumentNullException.ThrowIfNull(choices);
        return GetItems((ReadOnlySpan<T>)choices, length);
    }

    public void Sample<T>(ReadOnlySpan<T> items, Span<T> destination)
    {
        if (destination.Length > items.Length)
        {
            throw Errors.TooFewItems(items.Length, nameof(destination));
        }

        Sampling.Sample.Fill<TSource, ulong, T>(_source, items, destination);
    }

    public T[] Sample<T>(ReadOnlySpan<T> items, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, items.Length);

        T[] sample = GC.AllocateUninitializedArray<T>(count);
        Sampling.Sample.Fill<TSource, ulong, T>(_source, items, sample);
        return sample;
    }

    public void Shuffle<T>(Span<T> values) =>
        Permutation.Shuffle<TSource, ulong, T>(_source, values);

    // A conversion to a span would refuse an array of a derived type; items only change places
    // here.
    public void Shuffle<T>(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shuffle(MemoryMarshal.CreateSpan(
            ref MemoryMarshal.GetArrayDataReference(values), values.Length));
    }

    public void Shuffle<T>(List<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Shuffle(CollectionsMarshal.AsSpan(values));
    }

    private static void ThrowIfNoChoices<T>(ReadOnlySpan<T> choices)
    {
        if (choices.IsEmpty)
        {
            throw Errors.NoChoices(nameof(choices));
        }
    }

    private static void ThrowIfNotSameLength<T, TWeight>(
        ReadOnlySpan<T> choices, ReadOnlySpan<TWeight> weights)
    {
        if (weights.Length != choices.Length)
        {
            throw Errors.NotAWeightEach(choices.Length, weights.Length, nameof(weights));
        }
    }

    // Also covers an empty list of choices.
    private static void ThrowIfAllZero(bool areAllZero)
    {
        if (areAllZero)
        {
            throw Errors.NoWeight("weights");
        }
    }
}
