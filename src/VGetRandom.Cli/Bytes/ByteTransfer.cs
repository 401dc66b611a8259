using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Bytes;

/// <summary>Takes random bytes from the kernel to where they are wanted.</summary>
internal static class ByteTransfer
{
    /// <summary>Writes exactly <paramref name="total"/> bytes, or fewer if the reader goes away.
    /// </summary>
    /// <exception cref="IOException">The output cannot be opened or written.</exception>
    /// <exception cref="InvalidOperationException">The backend asked for is not available.
    /// </exception>
    public static void Run(long total, OutputFormat format, string? path)
    {
        using var text = new FormattedBytes(format, total);

        // Drawn before the output is opened: where there are no random bytes available, a file
        // that is already there stays as it is.
        ReadOnlySpan<byte> first = text.Next(text.PieceBytes, text.PieceBytes == total);

        using var sink = ByteSink.Open(path);
        if (!sink.Write(first))
        {
            return;
        }

        long left = total - text.PieceBytes;
        if (TransferProgress.IsWorthShowing(left, sink))
        {
            TransferProgress.Show(total, report => WriteRest(text, sink, left, report));
        }
        else
        {
            WriteRest(text, sink, left, null);
        }
    }

    private static void WriteRest(
        FormattedBytes text, ByteSink sink, long left, Action<int>? report)
    {
        while (left > 0)
        {
            int count = (int)Math.Min(left, text.PieceBytes);
            left -= count;
            if (!sink.Write(text.Next(count, isLast: left == 0)))
            {
                return;
            }

            report?.Invoke(count);
        }
    }
}
