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
    /// <example>
    /// <code>
    /// // 32 characters to choose from are 5 bits each: 100 bits for the password.
    /// const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    /// string password = KernelRandom.GetString(Alphabet, 20);
    /// </code>
    /// </example>
    /// <inheritdoc cref="GetItems{T}(ReadOnlySpan{T}, int)" path="/exception"/>
    public static string GetString(ReadOnlySpan<char> choices, int length) =>
        Draws.GetString(choices, length);

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
        Draws.GetHexString(destination, lowercase);

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
        Draws.GetHexString(stringLength, lowercase);
#pragma warning restore RS0026

    /// <summary>
    /// Makes a token of 256 random bits that may stand in a URL, a file name or a cookie.
    /// </summary>
    /// <returns><see cref="GetToken(int)"/> of 32 bytes: 43 characters.</returns>
    /// <example><code>string sessionToken = KernelRandom.GetToken();</code></example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetToken() => Draws.GetToken();

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
    public static string GetToken(int byteCount) => Draws.GetToken(byteCount);

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
    public static int GetToken(int byteCount, Span<char> destination) =>
        Draws.GetToken(byteCount, destination);

    /// <summary>Makes a text of 130 random bits that people can read out and type in.</summary>
    /// <returns>
    /// 26 characters of A to Z and 2 to 7 (base32: RFC 4648, section 6), each equally likely.
    /// </returns>
    /// <remarks>
    /// As secret as a key of 128 bits, in capitals only, without the digits that look like letters:
    /// for passwords and codes. <see cref="GetToken()"/> has 256 bits, in either case.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetText() => Draws.GetText();
}
