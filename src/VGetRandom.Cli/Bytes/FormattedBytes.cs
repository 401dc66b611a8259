using System.Buffers;
using System.Buffers.Text;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Bytes;

/// <summary>Random bytes in one of the output formats, piece by piece, in native memory.</summary>
/// <remarks>
/// Text ends with one line break, which belongs to the last piece; no bytes at all make no text,
/// not even an empty line.
/// </remarks>
internal sealed class FormattedBytes : IDisposable
{
    /// <summary>The most random bytes in a piece.</summary>
    /// <remarks>
    /// Long enough for the calls around a piece to cost nothing, short enough to stay in the
    /// processor's cache, and divisible by 3 and 5: base64 and base32 then join without padding in
    /// between.
    /// </remarks>
    public const int MaxPieceBytes = 192 * 1020;

    private const byte LineBreak = (byte)'\n';

    private readonly OutputFormat _format;
    private readonly NativeBuffer _bytes;
    private readonly NativeBuffer? _text;
    private readonly FillAction _fill;

    /// <param name="format">How to write the bytes.</param>
    /// <param name="total">How many bytes the whole output has.</param>
    /// <param name="fill">Where they come from: the kernel unless told otherwise.</param>
    public FormattedBytes(OutputFormat format, long total, FillAction? fill = null)
    {
        _format = format;
        _fill = fill ?? KernelRandom.Fill;
        PieceBytes = (int)Math.Min(total, MaxPieceBytes);
        _bytes = new NativeBuffer(PieceBytes);
        _text = format == OutputFormat.Raw
            ? null
            : new NativeBuffer(MaxTextLength(format, PieceBytes));
    }

    /// <summary>Fills all of the memory with random bytes, or throws.</summary>
    internal delegate void FillAction(Span<byte> bytes);

    /// <summary>The random bytes in every piece but the last.</summary>
    public int PieceBytes { get; }

    /// <summary>Draws fresh bytes and formats them.</summary>
    /// <param name="byteCount">At most <see cref="PieceBytes"/>, and that for all but the last.
    /// </param>
    /// <param name="isLast">Whether the text ends with this piece.</param>
    /// <returns>What to write, valid until the next call.</returns>
    public ReadOnlySpan<byte> Next(int byteCount, bool isLast)
    {
        Span<byte> bytes = _bytes.Bytes[..byteCount];
        _fill(bytes);
        if (_text is null || byteCount == 0)
        {
            return bytes;
        }

        Span<byte> text = _text.Bytes;
        int length = Encode(bytes, text);
        if (isLast)
        {
            text[length++] = LineBreak;
        }

        return text[..length];
    }

    public void Dispose()
    {
        _bytes.Dispose();
        _text?.Dispose();
    }

    private static int MaxTextLength(OutputFormat format, int byteCount) => 1 + format switch
    {
        OutputFormat.Hex or OutputFormat.HexUpper => 2 * byteCount,
        OutputFormat.Base32 => Base32.EncodedLength(byteCount),
        OutputFormat.Base64 => Base64.GetMaxEncodedToUtf8Length(byteCount),
        _ => Base64Url.GetEncodedLength(byteCount),
    };

    private int Encode(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        if (_format == OutputFormat.Base32)
        {
            return Base32.Encode(bytes, text);
        }

        int length;
        bool isWhole = _format switch
        {
            OutputFormat.Hex => Convert.TryToHexStringLower(bytes, text, out length),
            OutputFormat.HexUpper => Convert.TryToHexString(bytes, text, out length),
            OutputFormat.Base64 =>
                Base64.EncodeToUtf8(bytes, text, out _, out length) == OperationStatus.Done,
            _ => Base64Url.EncodeToUtf8(bytes, text, out _, out length) == OperationStatus.Done,
        };
        return isWhole
            ? length
            : throw new InvalidOperationException("The text does not fit the memory set aside.");
    }
}
