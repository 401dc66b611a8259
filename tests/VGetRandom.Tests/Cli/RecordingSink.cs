using VGetRandom.Cli.Output;

namespace VGetRandom.Tests.Cli;

/// <summary>Keeps what is written, one piece at a time, and may fail at one of them.</summary>
internal sealed class RecordingSink : ByteSink
{
    private int _writers;

    public override bool IsTerminal => false;

    public List<byte[]> Pieces { get; } = [];

    /// <summary>Asked before each piece is kept, with its number: true to keep it, false for a
    /// closed pipe, an exception for a full disk.</summary>
    public Func<int, bool> Accepts { get; init; } = _ => true;

    /// <summary>Whether two threads were in here at once.</summary>
    public bool HadTwoWriters { get; private set; }

    public override bool Write(ReadOnlySpan<byte> bytes)
    {
        HadTwoWriters |= Interlocked.Increment(ref _writers) > 1;
        try
        {
            Thread.Yield();
            Pieces.Add(bytes.ToArray());
            return Accepts(Pieces.Count);
        }
        finally
        {
            Interlocked.Decrement(ref _writers);
        }
    }

    protected override void Dispose(bool disposing)
    {
    }
}
