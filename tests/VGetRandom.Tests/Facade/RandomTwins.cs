using static VGetRandom.Tests.Facade.Shape;

namespace VGetRandom.Tests.Facade;

/// <summary>The methods of System.Random and Guid.</summary>
internal static class RandomTwins
{
    /// <summary>The methods that KernelRandom has, too, as static ones.</summary>
    public static IEnumerable<Twin> OfClass =>
    [
        Twin.Of("Random.Next()",
            KernelRandom.Next,
            Random.Shared.Next,
            (Func<int> next, Arguments _) => Range(next(), 0, int.MaxValue)),
        Twin.Of("Random.Next(Int32)",
            KernelRandom.Next,
            Random.Shared.Next,
            (Func<int, int> next, Arguments a) => Range(next(a.A), 0, a.A)),
        Twin.Of("Random.Next(Int32, Int32)",
            KernelRandom.Next,
            Random.Shared.Next,
            (Func<int, int, int> next, Arguments a) => Range(next(a.A, a.B), a.A, a.B)),
        Twin.Of("Random.NextInt64()",
            KernelRandom.NextInt64,
            Random.Shared.NextInt64,
            (Func<long> next, Arguments _) => Range(next(), 0, long.MaxValue)),
        Twin.Of("Random.NextInt64(Int64)",
            KernelRandom.NextInt64,
            Random.Shared.NextInt64,
            (Func<long, long> next, Arguments a) => Range(next(a.C), 0, a.C)),
        Twin.Of("Random.NextInt64(Int64, Int64)",
            KernelRandom.NextInt64,
            Random.Shared.NextInt64,
            (Func<long, long, long> next, Arguments a) => Range(next(a.C, a.D), a.C, a.D)),
        Twin.Of("Random.NextSingle()",
            KernelRandom.NextSingle,
            Random.Shared.NextSingle,
            (Func<float> next, Arguments _) => next() is >= 0 and < 1),
        Twin.Of("Random.NextDouble()",
            KernelRandom.NextDouble,
            Random.Shared.NextDouble,
            (Func<double> next, Arguments _) => next() is >= 0 and < 1),
        Twin.Of("Random.NextBytes([])",
            KernelRandom.NextBytes,
            Random.Shared.NextBytes,
            (Action<byte[]> fill, Arguments a) => Outside(a.Data, 0, 300, fill)),
        Twin.Of("Random.NextBytes(Span)",
            KernelRandom.NextBytes,
            Random.Shared.NextBytes,
            (Action<Span<byte>> fill, Arguments a) =>
                Outside(a.Data ?? [], 0, 300, data => fill(data))),
    ];

    /// <summary>All of the methods, on KernelRandom.Random.</summary>
    public static IEnumerable<Twin> OfInstance =>
    [
        .. OfClass.Zip(OnInstance, (twin, kernel) => twin with { Kernel = kernel }),
        Twin.Of("Random.GetItems(ReadOnlySpan, Span)",
            KernelRandom.Random.GetItems,
            Random.Shared.GetItems,
            (Action<ReadOnlySpan<char>, Span<char>> fill, Arguments a) =>
                Filled(a.A, a.Choices, text => fill(a.Choices, text))),
        Twin.Of("Random.GetItems([], Int32)",
            KernelRandom.Random.GetItems,
            Random.Shared.GetItems,
            (Func<byte[], int, byte[]> get, Arguments a) => get(a.Data!, a.Length).Length),
        Twin.Of("Random.GetItems(ReadOnlySpan, Int32)",
            KernelRandom.Random.GetItems,
            Random.Shared.GetItems,
            (Func<ReadOnlySpan<char>, int, char[]> get, Arguments a) =>
                Text(get(a.Choices, a.Length), a.Choices)),
        Twin.Of("Random.Shuffle([])",
            KernelRandom.Random.Shuffle,
            Random.Shared.Shuffle,
            (Action<byte[]> shuffle, Arguments a) => Shuffled(a.Data ?? [], shuffle)),
        Twin.Of("Random.Shuffle(Span)",
            KernelRandom.Random.Shuffle,
            Random.Shared.Shuffle,
            (Action<Span<char>> shuffle, Arguments a) =>
                Shuffled(a.Choices, copy => shuffle(copy))),
        Twin.Of("Random.GetString(ReadOnlySpan, Int32)",
            KernelRandom.Random.GetString,
            Random.Shared.GetString,
            (Func<ReadOnlySpan<char>, int, string> get, Arguments a) =>
                Text(get(a.Choices, a.Length), a.Choices)),
        Twin.Of("Random.GetHexString(Int32, Boolean)",
            KernelRandom.Random.GetHexString,
            Random.Shared.GetHexString,
            (Func<int, bool, string> get, Arguments a) => Text(get(a.Length, true), Lower)),
        Twin.Of("Random.GetHexString(Span, Boolean)",
            KernelRandom.Random.GetHexString,
            Random.Shared.GetHexString,
            (Action<Span<char>, bool> fill, Arguments a) =>
                Filled(a.A, Lower, text => fill(text, true))),
    ];

    public static IEnumerable<Twin> OfGuid =>
    [
        Twin.Of("Guid.NewGuid()",
            KernelRandom.NewGuid,
            Guid.NewGuid,
            (Func<Guid> make, Arguments _) => Uuid(make(), hasTime: false)),
        Twin.Of("Guid.CreateVersion7()",
            KernelRandom.CreateVersion7,
            Guid.CreateVersion7,
            (Func<Guid> make, Arguments _) => Uuid(make(), hasTime: false)),
        Twin.Of("Guid.CreateVersion7(DateTimeOffset)",
            KernelRandom.CreateVersion7,
            Guid.CreateVersion7,
            (Func<DateTimeOffset, Guid> make, Arguments a) => Uuid(make(a.Time), hasTime: true)),
    ];

    // In the order of OfClass.
    private static IEnumerable<Func<Arguments, object?>> OnInstance =>
    [
        _ => Range(KernelRandom.Random.Next(), 0, int.MaxValue),
        a => Range(KernelRandom.Random.Next(a.A), 0, a.A),
        a => Range(KernelRandom.Random.Next(a.A, a.B), a.A, a.B),
        _ => Range(KernelRandom.Random.NextInt64(), 0, long.MaxValue),
        a => Range(KernelRandom.Random.NextInt64(a.C), 0, a.C),
        a => Range(KernelRandom.Random.NextInt64(a.C, a.D), a.C, a.D),
        _ => KernelRandom.Random.NextSingle() is >= 0 and < 1,
        _ => KernelRandom.Random.NextDouble() is >= 0 and < 1,
        a => Outside(a.Data, 0, 300, KernelRandom.Random.NextBytes),
        a => Outside(a.Data ?? [], 0, 300, data => KernelRandom.Random.NextBytes(data.AsSpan())),
    ];
}
