using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Bytes;

/// <summary>Takes random bytes from the kernel to where they are wanted.</summary>
internal static class ByteTransfer
{
    /// <summary>Writes exactly <paramref name="total"/> bytes, or fewer if the reader goes away.
    /// </summary>
    /// <param name="total">How many random bytes.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="path">The file, or null for standard output.</param>
    /// <param name="mostThreads">How many threads may make them.</param>
    /// <exception cref="IOException">The output cannot be opened or written.</exception>
    /// <exception cref="InvalidOperationException">The backend asked for is not available.
    /// </exception>
    public static void Run(long total, OutputFormat format, string? path, int mostThreads)
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
        int threads = ParallelTransfer.ThreadsFor(left, mostThreads);
        void WriteRest(Action<int>? report)
        {
            if (threads == 1)
            {
                WriteInOrder(text, sink, left, report);
                return;
            }

            // All but the last piece, with which a text ends.
            long wholePieces = (left - 1) / text.PieceBytes;
            using var parallel = new ParallelTransfer(sink, wholePieces, report);
            if (parallel.Run(threads, () => new FormattedBytes(format, total)))
            {
                WriteInOrder(text, sink, left - (wholePieces * text.PieceBytes), report);
            }
        }

        if (TransferProgress.IsWorthShowing(left, sink))
        {
            TransferProgress.Show(total, WriteRest);
        }
        else
        {
            WriteRest(null);
        }
    }

    private static void WriteInOrder(
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
