using System.Runtime.ExceptionServices;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Bytes;

/// <summary>Whole pieces of output, made by several threads and written one at a time.</summary>
/// <remarks>
/// <para>
/// Every piece is as random as any other, so none has a place in the output until it is written:
/// a thread that has made one writes it as soon as the sink is free. No thread waits for a slower
/// one, and a thread needs the memory of one piece.
/// </para>
/// <para>
/// Nobody waits for anything but the sink, and whoever has the sink waits only in write(2), as a
/// single thread would. So a failure anywhere ends all threads after the piece they are making.
/// </para>
/// </remarks>
internal sealed class ParallelTransfer : IDisposable
{
    // Starting and ending a thread takes 0.2 ms; meanwhile a running one makes a quarter of this.
    private const long MinBytesPerThread = 4L << 20;

    private readonly ByteSink _sink;
    private readonly Action<int>? _report;
    private readonly SemaphoreSlim _sinkIsFree = new(1);
    private long _unclaimed;
    private volatile bool _isOver;
    private ExceptionDispatchInfo? _failure;

    /// <param name="sink">Where pieces are written.</param>
    /// <param name="pieceCount">How many to write.</param>
    /// <param name="report">Called with the number of random bytes in each piece when the
    /// piece is written, or null.</param>
    public ParallelTransfer(ByteSink sink, long pieceCount, Action<int>? report)
    {
        _sink = sink;
        _unclaimed = pieceCount;
        _report = report;
    }

    /// <summary>How many of the threads that may be used are worth starting.</summary>
    public static int ThreadsFor(long bytes, int mostThreads) =>
        (int)Math.Clamp(bytes / MinBytesPerThread, 1, mostThreads);

    /// <summary>Makes and writes the pieces, and returns when no other thread is left.</summary>
    /// <param name="threads">How many, with the calling thread.</param>
    /// <param name="newText">Gives each of them what it makes its pieces with.</param>
    /// <returns>False when nobody reads any more, and nothing further need be made.</returns>
    /// <exception cref="Exception">The first failure of any thread.</exception>
    public bool Run(int threads, Func<FormattedBytes> newText)
    {
        List<Thread> others = Start(threads - 1, newText);
        WritePieces(newText);
        others.ForEach(thread => thread.Join());
        _failure?.Throw();
        return !_isOver;
    }

    public void Dispose() => _sinkIsFree.Dispose();

    private List<Thread> Start(int threads, Func<FormattedBytes> newText)
    {
        var started = new List<Thread>();
        while (started.Count < threads)
        {
            var thread = new Thread(() => WritePieces(newText)) { IsBackground = true };
            try
            {
                thread.Start();
            }
            catch (OutOfMemoryException)
            {
                // The system allows no more. Those that run can do all of the work.
                break;
            }

            started.Add(thread);
        }

        return started;
    }

    private void WritePieces(Func<FormattedBytes> newText)
    {
#pragma warning disable CA1031 // Whatever went wrong, the calling thread throws it again.
        try
        {
            using FormattedBytes text = newText();
            while (!_isOver && Interlocked.Decrement(ref _unclaimed) >= 0)
            {
                Write(text.Next(text.PieceBytes, isLast: false), text.PieceBytes);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(
                ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            _isOver = true;
        }
#pragma warning restore CA1031
    }

    private void Write(ReadOnlySpan<byte> piece, int byteCount)
    {
        _sinkIsFree.Wait();
        bool goesOn = false;
        try
        {
            if (!_isOver && _sink.Write(piece))
            {
                _report?.Invoke(byteCount);
                goesOn = true;
            }
        }
        finally
        {
            // Before anybody else gets the sink: after a piece that failed, none must follow.
            if (!goesOn)
            {
                _isOver = true;
            }

            _sinkIsFree.Release();
        }
    }
}
