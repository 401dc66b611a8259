using System.Buffers;
using System.Text;

namespace VGetRandom.Cli;

/// <summary>Texts that keep every byte they were made of, also bytes that are not UTF-8.</summary>
/// <remarks>
/// The name of a file on Unix may be any bytes, and a string has no place for those that are not
/// UTF-8. Such a byte becomes a lone surrogate, U+DC00 plus the byte. No UTF-8 makes one, so two
/// names never become the same string. Python does likewise (PEP 383).
/// </remarks>
internal static class RawText
{
    /// <summary>What .NET makes of bytes that are not UTF-8, however many.</summary>
    public const string Lost = "\uFFFD";

    private const char FirstByte = '\uDC80';
    private const char LastByte = '\uDCFF';

    public static string FromBytes(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
                bytes = bytes[length..];
            }
            else
            {
                text.Append((char)(0xDC00 | bytes[0]));
                bytes = bytes[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>The bytes that a text was made of, with a zero behind them, as C wants them.
    /// </summary>
    public static byte[] ToCString(string text)
    {
        var bytes = new List<byte>(text.Length + 1);
        Span<byte> encoded = stackalloc byte[4];
        foreach ((Rune rune, byte? raw) in Parts(text))
        {
            encoded[0] = raw ?? 0;
            bytes.AddRange(encoded[..(raw is null ? rune.EncodeToUtf8(encoded) : 1)]);
        }

        bytes.Add(0);
        return [.. bytes];
    }

    /// <summary>The text for a person, with \xff for a byte that is not UTF-8.</summary>
    public static string Printable(string text) => string.Concat(
        Parts(text).Select(part => part.Raw is { } raw ? $"\\x{raw:x2}" : $"{part.Rune}"));

    /// <summary>Whether a text of .NET's can be what became of this one.</summary>
    public static bool Matches(string text, string lossy) =>
        string.Concat(Parts(text).Where(part => part.Raw is null).Select(part => part.Rune))
            .Replace(Lost, "", StringComparison.Ordinal)
        == lossy.Replace(Lost, "", StringComparison.Ordinal);

    private static IEnumerable<(Rune Rune, byte? Raw)> Parts(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            // The second half of a pair is passed over with the first, so this one is alone.
            if (text[i] is >= FirstByte and <= LastByte)
            {
                yield return (default, (byte)text[i]);
                i++;
                continue;
            }

            _ = Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            yield return (rune, null);
            i += length;
        }
    }
}
