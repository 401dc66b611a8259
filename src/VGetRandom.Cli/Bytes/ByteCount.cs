using System.Globalization;

namespace VGetRandom.Cli.Bytes;

/// <summary>A number of bytes as people write it.</summary>
internal static class ByteCount
{
    public const string Form =
        "a whole number of bytes below 8 EiB, such as 32, 4K, 1GiB or 2T";

    private static readonly (string Suffix, int Shift)[] s_units =
    [
        ("KiB", 10), ("MiB", 20), ("GiB", 30), ("TiB", 40),
        ("K", 10), ("M", 20), ("G", 30), ("T", 40),
    ];

    /// <summary>Reads digits and an optional unit, and nothing else.</summary>
    /// <returns>False for anything else, and for more than <see cref="long.MaxValue"/> bytes.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long bytes)
    {
        int shift = 0;
        foreach ((string suffix, int unitShift) in s_units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                text = text[..^suffix.Length];
                shift = unitShift;
                break;
            }
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bytes)
            && TryScale(ref bytes, shift);
    }

    private static bool TryScale(ref long bytes, int shift)
    {
        if (bytes > long.MaxValue >> shift)
        {
            return false;
        }

        bytes <<= shift;
        return true;
    }
}
