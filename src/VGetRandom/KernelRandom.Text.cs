namespace VGetRandom;

public static partial class KernelRandom
{
    /// <summary>Makes a string of characters chosen at random, with repetition.</summary>
    /// <param name="choices">The characters to choose from, each equally likely each time.</param>
    /// <param name="length">The string's length, 0 or more.</param>
    /// <returns>The string.</returns>
    /// <remarks>
    /// A drop-in for RandomNumberGenerator.GetString. Costs as much as
    /// <see cref="GetItems{T}(ReadOnlySpan{T}, int)"/>, and writes straight into the new string. A
    /// surrogate pair among the choices counts as two characters.
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
    /// <summary>Fills the whole span with random hexadecimal digits of 4 bits each.</summary>
    /// <param name="destination">What to fill. May be empty, and of any length.</param>
    /// <param name="lowercase">True for the letters a to f, false for A to F.</param>
    /// <remarks>A drop-in for RandomNumberGenerator.GetHexString. One request draws up to 4096
    /// digits. Its bytes stay on the stack and are wiped. Allocates nothing.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static void GetHexString(Span<char> destination, bool lowercase = false) =>
        Draws.GetHexString(destination, lowercase);

    /// <summary>Makes a string of random hexadecimal digits of 4 bits each.</summary>
    /// <param name="stringLength">How many digits, 0 or more.</param>
    /// <param name="lowercase">True for the letters a to f, false for A to F.</param>
    /// <returns>The string.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="stringLength"/> is negative.
    /// (The exception calls it length, as RandomNumberGenerator's does.)</exception>
    /// <remarks>As <see cref="GetHexString(Span{char}, bool)"/>, but allocates the string and
    /// writes straight into it.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetHexString(int stringLength, bool lowercase = false) =>
        Draws.GetHexString(stringLength, lowercase);
#pragma warning restore RS0026

    /// <summary>Makes a token of 256 random bits, safe in a URL, a file name or a cookie.</summary>
    /// <returns>43 characters: <see cref="GetToken(int)"/> of 32 bytes.</returns>
    /// <example><code>string sessionToken = KernelRandom.GetToken();</code></example>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetToken() => Draws.GetToken();

    /// <summary>Makes a token that is safe in a URL, a file name or a cookie.</summary>
    /// <param name="byteCount">How many random bytes the token encodes, 0 or more. Nobody can guess
    /// a token of 16 bytes or more.</param>
    /// <returns>The bytes in base64url without padding (RFC 4648, section 5): 4 characters for each
    /// 3 bytes, rounded up, out of A to Z, a to z, 0 to 9, - and _.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="byteCount"/> is negative, or
    /// too large for a string.</exception>
    /// <exception cref="OutOfMemoryException">There is no memory for the string.</exception>
    /// <remarks>One request draws up to 2046 bytes. They stay on the stack and are wiped. Allocates
    /// the string and writes straight into it.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetToken(int byteCount) => Draws.GetToken(byteCount);

    /// <summary>Writes a token such as <see cref="GetToken(int)"/> makes.</summary>
    /// <param name="byteCount">How many random bytes the token encodes, 0 or more.</param>
    /// <param name="destination">Receives the token at its beginning.</param>
    /// <returns>The token's length: 4 characters for each 3 bytes, rounded up.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="byteCount"/> is negative, or
    /// too large for a string.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short. Nothing was
    /// written.</exception>
    /// <remarks>As <see cref="GetToken(int)"/>, but allocates nothing.</remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static int GetToken(int byteCount, Span<char> destination) =>
        Draws.GetToken(byteCount, destination);

    /// <summary>Makes a text of 130 random bits that people can read out and type in.</summary>
    /// <returns>26 characters of A to Z and 2 to 7 (base32: RFC 4648, section 6), each equally
    /// likely.</returns>
    /// <remarks>
    /// For passwords and codes: as hard to guess as a 128-bit key, in capitals only, and without
    /// the digits that look like letters. <see cref="GetToken()"/> gives 256 bits in mixed case.
    /// </remarks>
    /// <inheritdoc cref="Fill(Span{byte})" path="/exception"/>
    public static string GetText() => Draws.GetText();
}
