using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Writes random bytes as text, straight into its destination.</summary>
internal static class RandomText
{
    public static void FillHex<TSource>(TSource source, Span<char> destination, bool lowercase)
        where TSource : struct, IRandomSource
    {
        int rounds = 0;
        ulong mark;
        do
        {
            mark = source.Begin();
            FillHexOnce(source, destination, lowercase);
        }
        while (!source.Accepts(mark, ref rounds));
    }

    [SkipLocalsInit]
    private static void FillHexOnce<TSource>(
        TSource source, Span<char> destination, bool lowercase)
        where TSource : struct, IRandomSource
    {
        using var buffer = new StackBuffer<byte>(
            stackalloc byte[StackBuffer.SizeBytes], BytesFor(destination));
        while (!destination.IsEmpty)
        {
            Span<byte> bytes = buffer.Draw(source, BytesFor(destination));
            bool isOdd = destination.Length < 2 * bytes.Length;
            ReadOnlySpan<byte> pairs = isOdd ? bytes[..^1] : bytes;
            int written;
            _ = lowercase
                ? Convert.TryToHexStringLower(pairs, destination, out written)
                : Convert.TryToHexString(pairs, destination, out written);
            destination = destination[written..];
            if (isOdd)
            {
                ReadOnlySpan<char> digits = lowercase ? "0123456789abcdef" : "0123456789ABCDEF";
                destination[0] = digits[bytes[^1] & 0xF];
                destination = [];
            }
        }
    }

    /// <summary>Writes <paramref name="byteCount"/> random bytes in base64url without padding (RFC
    /// 4648, section 5) into a destination of exactly the right length.</summary>
    public static void FillBase64Url<TSource>(
        TSource source, Span<char> destination, int byteCount)
        where TSource : struct, IRandomSource
    {
        int rounds = 0;
        ulong mark;
        do
        {
            mark = source.Begin();
            FillBase64UrlOnce(source, destination, byteCount);
        }
        while (!source.Accepts(mark, ref rounds));
    }

    [SkipLocalsInit]
    private static void FillBase64UrlOnce<TSource>(
        TSource source, Span<char> destination, int byteCount)
        where TSource : struct, IRandomSource
    {
        // Whole groups at a time, so that only the last one can be short.
        const int GroupBytes = 3;
        using var buffer = new StackBuffer<byte>(
            stackalloc byte[StackBuffer.SizeBytes / GroupBytes * GroupBytes], byteCount);
        while (byteCount > 0)
        {
            Span<byte> bytes = buffer.Draw(source, byteCount);
            byteCount -= bytes.Length;
            int written = Base64Url.EncodeToChars(bytes, destination);
            destination = destination[written..];
        }
    }

    private static int BytesFor(ReadOnlySpan<char> hex) => (hex.Length / 2) + (hex.Length % 2);
}
