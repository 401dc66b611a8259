namespace VGetRandom.Tests.Facade;

/// <summary>What can be said of a random result before it is drawn.</summary>
internal static class Shape
{
    public const string Lower = "0123456789abcdef";
    public const string Upper = "0123456789ABCDEF";

    /// <summary>The only number that a range has, or else whether a number is in it.</summary>
    public static object Range(Int128 value, Int128 from, Int128 to) =>
        to - from <= 1 ? value : value >= from && value < to;

    /// <summary>The length, and whether only these characters occur.</summary>
    public static string Text(ReadOnlySpan<char> text, ReadOnlySpan<char> choices) =>
        $"{text.Length} {text.IndexOfAnyExcept(choices) < 0}";

    /// <summary>As above, of a span that a method fills.</summary>
    public static string Filled(
        int length, ReadOnlySpan<char> choices, Action<Span<char>> fill)
    {
        // What is not filled stays a character that may not occur.
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

    /// <summary>Whether all was left alone that lies outside of what a method fills.</summary>
    public static object Outside(byte[]? data, int from, int count, Action<byte[]> fill)
    {
        byte[]? copy = data?.ToArray();
        fill(copy!);
        return data!.Take(from).SequenceEqual(copy!.Take(from))
            && data!.Skip(from + count).SequenceEqual(copy!.Skip(from + count));
    }

    /// <summary>Whether a zero occurs in what a method has filled.</summary>
    public static object HasZero(byte[]? data, Action<byte[]> fill)
    {
        byte[]? copy = data?.ToArray();
        fill(copy!);
        return copy!.Contains((byte)0);
    }

    /// <summary>Time, version and variant.</summary>
    public static string Uuid(Guid guid, bool hasTime) =>
        $"{(hasTime ? guid.ToString()[..13] : "")} {guid.Version} {guid.Variant & 0xC}";
}
