namespace VGetRandom.Tests.Facade;

/// <summary>What is known about a random result before it is drawn.</summary>
internal static class Shape
{
    public const string Lower = "0123456789abcdef";
    public const string Upper = "0123456789ABCDEF";

    /// <summary>The only number in a range, or else whether a number lies in the range.</summary>
    public static object Range(Int128 value, Int128 from, Int128 to) =>
        to - from <= 1 ? value : value >= from && value < to;

    /// <summary>The length of a text, and whether only these characters occur in it.</summary>
    public static string Text(ReadOnlySpan<char> text, ReadOnlySpan<char> choices) =>
        $"{text.Length} {text.IndexOfAnyExcept(choices) < 0}";

    /// <summary>The same for a span that a method fills.</summary>
    public static string Filled(
        int length, ReadOnlySpan<char> choices, Action<Span<char>> fill)
    {
        // A place that is not filled keeps a character that must not occur.
        var text = new char[Math.Abs(length % 301)];
        text.AsSpan().Fill('\uFFFF');
        fill(text);
        return Text(text, choices);
    }

    /// <summary>Whether the same items are there as before.</summary>
    public static object Shuffled<T>(T[] values, Action<T[]> shuffle)
    {
        T[] copy = [.. values];
        shuffle(copy);
        return copy.Order().SequenceEqual(values.Order());
    }

    /// <summary>Whether a method left alone everything outside of what it fills.</summary>
    public static object Outside(byte[]? data, int from, int count, Action<byte[]> fill)
    {
        byte[]? copy = data?.ToArray();
        fill(copy!);
        return data!.Take(from).SequenceEqual(copy!.Take(from))
            && data!.Skip(from + count).SequenceEqual(copy!.Skip(from + count));
    }

    /// <summary>Whether a zero occurs in what a method filled.</summary>
    public static object HasZero(byte[]? data, Action<byte[]> fill)
    {
        byte[]? copy = data?.ToArray();
        fill(copy!);
        return copy!.Contains((byte)0);
    }

    /// <summary>A UUID's time, version and variant.</summary>
    public static string Uuid(Guid guid, bool hasTime) =>
        $"{(hasTime ? guid.ToString()[..13] : "")} {guid.Version} {guid.Variant & 0xC}";
}
