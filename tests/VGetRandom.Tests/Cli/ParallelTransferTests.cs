using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using VGetRandom.Cli.Bytes;

namespace VGetRandom.Tests.Cli;

/// <summary>Several threads and one sink; numbers stand in for random bytes.</summary>
public sealed class ParallelTransferTests
{
    private const int PieceBytes = 256;
    private const int PieceCount = 5000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<Thread, byte> _started = [];
    private readonly ConcurrentBag<FormattedBytes> _texts = [];
    private int _filled;
    private int _textsAsked;
    private int _textWithoutMemory;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(1024)]
    public void Every_piece_is_written_once_and_whole(int threads)
    {
        using var sink = new RecordingSink();
        long reported = 0;

        Assert.True(Run(sink, threads, FillWithNumber, count => reported += count));

        Assert.Equal(PieceCount * PieceBytes, reported);
        Assert.Equal(
            Enumerable.Range(1, PieceCount), sink.Pieces.Select(NumberOf).Order());
    }

    [Fact]
    public void No_pieces_are_none() =>
        Assert.Empty(PiecesOf(threads: 4, pieceCount: 0));

    [Fact]
    public void Fewer_pieces_than_threads_are_no_more() =>
        Assert.Equal([1, 2, 3], PiecesOf(threads: 40, pieceCount: 3).Order());

    // Each thread waits in its first request for the other to make one.
    [Fact]
    public void Pieces_are_made_at_the_same_time()
    {
        using var both = new Barrier(2);
        using var sink = new RecordingSink();

        Assert.True(Run(
            sink, 2, bytes => Assert.True(both.SignalAndWait(s_patience)), pieceCount: 2));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 700)]
    [InlineData(16, 700)]
    [InlineData(2, PieceCount)]
    public void A_thread_that_gets_no_bytes_ends_them_all_with_its_failure(int threads, int at)
    {
        using var sink = new RecordingSink();
        void Fail(Span<byte> bytes)
        {
            FillWithNumber(bytes);
            if (NumberOf(bytes) == at)
            {
                throw new CryptographicException("no bytes");
            }

            // So slow that all of them are not made before the failure is noticed.
            Thread.Sleep(NumberOf(bytes) > at ? s_slow : TimeSpan.Zero);
        }

        var failure = Assert.Throws<CryptographicException>(() => Run(sink, threads, Fail));

        Assert.Equal("no bytes", failure.Message);
        Assert.DoesNotContain(at, sink.Pieces.Select(NumberOf));
        Assert.InRange(_filled, at, Math.Max(at, PieceCount - 1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    public void One_that_gets_no_memory_does_too(int threads)
    {
        using var sink = new RecordingSink();
        _textWithoutMemory = 2;

        Assert.Throws<InsufficientMemoryException>(
            () => Run(sink, threads, bytes => Thread.Sleep(s_slow)));

        Assert.InRange(sink.Pieces.Count, 0, PieceCount - 1);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 700)]
    [InlineData(16, 700)]
    [InlineData(16, PieceCount)]
    public void Nothing_is_written_after_a_failure_to_write(int threads, int at)
    {
        using var sink = new RecordingSink
        {
            Accepts = number => number != at ? true : throw new IOException("no room"),
        };

        var failure = Assert.Throws<IOException>(() => Run(sink, threads, FillWithNumber));

        Assert.Equal("no room", failure.Message);
        Assert.Equal(at, sink.Pieces.Count);
        AssertNoneIsMadeAfter(at, threads);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 700)]
    [InlineData(16, 700)]
    [InlineData(16, PieceCount)]
    public void A_closed_pipe_ends_them_all_and_is_no_failure(int threads, int at)
    {
        using var sink = new RecordingSink { Accepts = number => number != at };

        Assert.False(Run(sink, threads, FillWithNumber));

        Assert.Equal(at, sink.Pieces.Count);
        AssertNoneIsMadeAfter(at, threads);
    }

    [Fact]
    public void A_progress_bar_that_fails_ends_them_all()
    {
        using var sink = new RecordingSink();

        Assert.Throws<InvalidOperationException>(
            () => Run(sink, 4, FillWithNumber, _ => throw new InvalidOperationException()));

        Assert.Single(sink.Pieces);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1 << 20, 1)]
    [InlineData((8 << 20) - 1, 1)]
    [InlineData(8 << 20, 2)]
    [InlineData(12 << 20, 3)]
    [InlineData(long.MaxValue, 64)]
    public void A_short_transfer_is_worth_no_thread(long bytes, int threads)
    {
        Assert.Equal(threads, ParallelTransfer.ThreadsFor(bytes, 64));
        Assert.Equal(1, ParallelTransfer.ThreadsFor(bytes, 1));
    }

    private static int NumberOf(byte[] piece) => NumberOf(piece.AsSpan());

    private static int NumberOf(Span<byte> piece)
    {
        Assert.Equal(PieceBytes, piece.Length);
        Span<int> numbers = MemoryMarshal.Cast<byte, int>(piece);
        Assert.False(numbers.ContainsAnyExcept(numbers[0]), "two pieces in one");
        return numbers[0];
    }

    private void FillWithNumber(Span<byte> bytes) => MemoryMarshal.Cast<byte, int>(bytes)
        .Fill(Interlocked.Increment(ref _filled));

    private IEnumerable<int> PiecesOf(int threads, int pieceCount)
    {
        using var sink = new RecordingSink();
        Assert.True(Run(sink, threads, FillWithNumber, pieceCount: pieceCount));
        return sink.Pieces.Select(NumberOf);
    }

    private FormattedBytes NewText(FormattedBytes.FillAction fill)
    {
        if (!Thread.CurrentThread.IsThreadPoolThread)
        {
            _started[Thread.CurrentThread] = 0;
        }

        if (Interlocked.Increment(ref _textsAsked) == _textWithoutMemory)
        {
            throw new InsufficientMemoryException();
        }

        var text = new FormattedBytes(OutputFormat.Raw, PieceBytes, fill);
        _texts.Add(text);
        return text;
    }

    private bool Run(
        RecordingSink sink,
        int threads,
        FormattedBytes.FillAction fill,
        Action<int>? report = null,
        int pieceCount = PieceCount)
    {
        using var parallel = new ParallelTransfer(sink, pieceCount, report);

        // On the pool, which tells the calling thread from those that it starts.
        Task<bool> run = Task.Run(() => parallel.Run(threads, () => NewText(fill)));
        try
        {
            // Rather than a test that waits for ever.
            Assert.True(((IAsyncResult)run).AsyncWaitHandle.WaitOne(s_patience), "still running");
            return run.GetAwaiter().GetResult();
        }
        finally
        {
            Assert.False(sink.HadTwoWriters);
            Assert.Equal(threads - 1, _started.Count);
            Assert.All(_started.Keys, thread => Assert.False(thread.IsAlive));
            Assert.All(
                _texts, text => Assert.Throws<ObjectDisposedException>(() => text.Next(1, false)));
        }
    }

    // Each of the other threads may have made one piece more.
    private void AssertNoneIsMadeAfter(int at, int threads) =>
        Assert.InRange(_filled, at, at + threads - 1);
}
