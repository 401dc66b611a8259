using System.Buffers.Text;
using VGetRandom.Sampling;

namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>Makes a string of characters chosen at random, with repetition.</summary>
    /// <param name="choices">What to choose from, each equally likely each time.</param>
    /// <param name="length">The string's length, 0 or more.</param>
    /// <returns>The string.</returns>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.GetString, at the cost of
    /// <see cref="GetItems{T}(ReadOnlySpan{T}, int)"/>. The characters are written into the string
    /// itself; a surrogate pair among the choices is two of them.
    /// </remarks>
    /// <inheritdoc cref="GetItems{T}(ReadOnlySpan{T}, int)" path="/exception"/>
    public static string GetString(ReadOnlySpan<char> choices, int length)
    {
        ThrowIfNoChoices(choices);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return string.Create(
            length,
            choices,
            static (text, choices) =>
                Choice.Fill<ProcessSource, ulong, char>(default, choices, text));
    }

#pragma warning disable RS0026 // Both defaults are those of RandomNumberGenerator.
    /// <summary>Fills the whole span with random hexadecimal digits, of 4 bits each.</summary>
    /// <param name="destination">What to fill. May be empty, and of any length.</param>
    /// <param name="lowercase">Whether the letters are a to f, or else A to F.</param>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.GetHexString. Up to 4096 digits in one request, of
    /// bytes that lie on the stack and are wiped. Allocates nothing.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void GetHexString(Span<char> destination, bool lowercase = false) =>
        RandomText.FillHex(default(ProcessSource), destination, lowercase);

    /// <summary>Makes a string of random hexadecimal digits, of 4 bits each.</summary>
    /// <param name="stringLength">How many digits, 0 or more.</param>
    /// <param name="lowercase">Whether the letters are a to f, or else A to F.</param>
    /// <returns>The string.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="stringLength"/> is negative.
    /// (Its name in the exception is length, as in RandomNumberGenerator.)</exception>
    /// <remarks>
    /// As <see cref="GetHexString(Span{char}, bool)"/>, and allocates the string, which the digits
    /// are written into directly.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetHexString(int stringLength, bool lowercase = false) =>
        string.Create(
            stringLength,
            lowercase,
            static (text, lowercase) =>
                RandomText.FillHex(default(ProcessSource), text, lowercase));
#pragma warning restore RS0026

    /// <summary>
    /// Makes a token of 256 random bits that may stand in a URL, a file name or a cookie.
    /// </summary>
    /// <returns><see cref="GetToken(int)"/> of 32 bytes: 43 characters.</returns>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetToken() => GetToken(256 / 8);

    /// <summary>Makes a token that may stand in a URL, a file name or a cookie.</summary>
    /// <param name="byteCount">
    /// How many random bytes the token stands for, 0 or more. From 16 on it cannot be guessed.
    /// </param>
    /// <returns>
    /// The bytes in base64url without padding (RFC 4648, section 5): 4 characters for each 3 bytes,
    /// rounded up, of A to Z, a to z, 0 to 9, - and _.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="byteCount"/> is negative, or too large for a string.
    /// </exception>
    /// <exception cref="OutOfMemoryException">There is no memory for the string.</exception>
    /// <remarks>
    /// Up to 2046 bytes in one request; they lie on the stack and are wiped. Allocates the string,
    /// which the characters are written into directly.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetToken(int byteCount) =>
        string.Create(
            TokenLength(byteCount),
            byteCount,
            static (text, byteCount) =>
                RandomText.FillBase64Url(default(ProcessSource), text, byteCount));

    /// <summary>Writes a token as <see cref="GetToken(int)"/> makes it.</summary>
    /// <param name="byteCount">How many random bytes the token stands for, 0 or more.</param>
    /// <param name="destination">Where the token goes, at the beginning.</param>
    /// <returns>The token's length: 4 characters for each 3 bytes, rounded up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="byteCount"/> is negative, or too large for a string.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="destination"/> is too short. Nothing was written.
    /// </exception>
    /// <remarks>As <see cref="GetToken(int)"/>, but allocates nothing.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int GetToken(int byteCount, Span<char> destination)
    {
        int length = TokenLength(byteCount);
        if (destination.Length < length)
        {
            throw Errors.TooShortForToken(byteCount, length, nameof(destination));
        }

        RandomText.FillBase64Url(default(ProcessSource), destination[..length], byteCount);
        return length;
    }

    private static int TokenLength(int byteCount)
    {
        // What Base64Url can take at most: one byte more would have 2^31 characters.
        const int MaxBytes = int.MaxValue / 4 * 3;
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteCount, MaxBytes);
        return Base64Url.GetEncodedLength(byteCount);
    }
}
