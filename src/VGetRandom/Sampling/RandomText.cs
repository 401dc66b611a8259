using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace VGetRandom.Sampling;

/// <summary>Random bytes written as text, straight into its place.</summary>
internal static class RandomText
{
    private const int Base64GroupBytes = 3;

    [SkipLocalsInit]
    public static void FillHex<TSource>(TSource source, Span<char> destination, bool lowercase)
        where TSource : struct, IRandomSource
    {
        Span<byte> buffer = stackalloc byte[StackBuffer.SizeBytes];
        buffer = buffer[..BytesFor(destination, buffer.Length)];
        try
        {
            while (!destination.IsEmpty)
            {
                Span<byte> bytes = buffer[..BytesFor(destination, buffer.Length)];
                RandomSource.Fill(source, bytes);
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
        finally
        {
            StackBuffer.Wipe(buffer);
        }
    }

    /// <summary>Writes base64url without padding, RFC 4648 section 5.</summary>
    /// <param name="source">Where the bytes come from.</param>
    /// <param name="destination">As many characters as <paramref name="byteCount"/> needs.</param>
    /// <param name="byteCount">How many random bytes to write.</param>
    /// <typeparam name="TSource">The source's type.</typeparam>
    [SkipLocalsInit]
    public static void FillBase64Url<TSource>(
        TSource source, Span<char> destination, int byteCount)
        where TSource : struct, IRandomSource
    {
        // Whole groups at a time, so that only the last of them can be short.
        Span<byte> buffer = stackalloc byte[
            StackBuffer.SizeBytes / Base64GroupBytes * Base64GroupBytes];
        buffer = buffer[..Math.Min(buffer.Length, byteCount)];
        try
        {
            for (int left = byteCount; left > 0; left -= buffer.Length)
            {
                Span<byte> bytes = buffer[..Math.Min(buffer.Length, left)];
                RandomSource.Fill(source, bytes);
                int written = Base64Url.EncodeToChars(bytes, destination);
                destination = destination[written..];
            }
        }
        finally
        {
            StackBuffer.Wipe(buffer);
        }
    }

    private static int BytesFor(ReadOnlySpan<char> hex, int most) =>
        Math.Min(most, (hex.Length / 2) + (hex.Length % 2));
}
