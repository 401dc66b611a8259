using System.Buffers.Text;
using VGetRandom.Sampling;

namespace VGetRandom;

internal readonly partial struct Draws<TSource>
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public string GetText()
    {
        // 26 characters of 5 bits each are at least 128 bits.
        const int Characters = 26;
        return GetString(Base32, Characters);
    }

    public string GetString(ReadOnlySpan<char> choices, int length)
    {
        ThrowIfNoChoices(choices);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return string.Create(
            length,
            new Characters(_source, choices),
            static (text, characters) =>
                Choice.Fill<TSource, ulong, char>(characters.Source, characters.Choices, text));
    }

    public void GetHexString(Span<char> destination, bool lowercase) =>
        RandomText.FillHex(_source, destination, lowercase);

    public string GetHexString(int stringLength, bool lowercase) =>
        string.Create(
            stringLength,
            (Source: _source, lowercase),
            static (text, hex) => RandomText.FillHex(hex.Source, text, hex.lowercase));

    public string GetToken() => GetToken(256 / 8);

    public string GetToken(int byteCount) =>
        string.Create(
            TokenLength(byteCount),
            (Source: _source, byteCount),
            static (text, token) =>
                RandomText.FillBase64Url(token.Source, text, token.byteCount));

    public int GetToken(int byteCount, Span<char> destination)
    {
        int length = TokenLength(byteCount);
        if (destination.Length < length)
        {
            throw Errors.TooShortForToken(byteCount, length, nameof(destination));
        }

        RandomText.FillBase64Url(_source, destination[..length], byteCount);
        return length;
    }

    private static int TokenLength(int byteCount)
    {
        // The most that Base64Url takes: one byte more would need 2^31 characters.
        const int MaxBytes = int.MaxValue / 4 * 3;
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteCount, MaxBytes);
        return Base64Url.GetEncodedLength(byteCount);
    }

    private readonly ref struct Characters(TSource source, ReadOnlySpan<char> choices)
    {
        public readonly TSource Source = source;
        public readonly ReadOnlySpan<char> Choices = choices;
    }
}
