using System.Buffers.Binary;

namespace VGetRandom.Cli.Bytes;

/// <summary>Base32 with padding: RFC 4648, section 6, which .NET does not have.</summary>
internal static class Base32
{
    private const int GroupBytes = 5;
    private const int GroupLetters = 8;
    private const int LetterBits = 5;

    public static int EncodedLength(int byteCount) =>
        (byteCount + GroupBytes - 1) / GroupBytes * GroupLetters;

    /// <summary>Encodes bytes.</summary>
    /// <returns>How many letters.</returns>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        int length = 0;
        for (; bytes.Length >= GroupBytes; bytes = bytes[GroupBytes..])
        {
            EncodeGroup(bytes, text[length..]);
            length += GroupLetters;
        }

        if (!bytes.IsEmpty)
        {
            Span<byte> last = stackalloc byte[GroupBytes];
            last.Clear();
            bytes.CopyTo(last);
            EncodeGroup(last, text[length..]);
            last.Clear();
            int letters = ((8 * bytes.Length) + LetterBits - 1) / LetterBits;
            text[(length + letters)..(length + GroupLetters)].Fill((byte)'=');
            length += GroupLetters;
        }

        return length;
    }

    private static void EncodeGroup(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        ReadOnlySpan<byte> letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8;
        ulong group =
            ((ulong)BinaryPrimitives.ReadUInt32BigEndian(bytes) << 8) | bytes[GroupBytes - 1];
        for (int i = GroupLetters - 1; i >= 0; i--)
        {
            text[i] = letters[(int)(group % 32)];
            group >>= LetterBits;
        }
    }
}
