using System.Text;

namespace VGetRandom.Cli.Output;

/// <summary>A writer with last words: whatever is written after them goes nowhere.</summary>
/// <remarks>Thread-safe: a timer may be redrawing a view at that moment.</remarks>
internal sealed class FinalWriter(TextWriter writer) : TextWriter
{
    private readonly Lock _gate = new();
    private bool _isFinished;

    public override Encoding Encoding => writer.Encoding;

    /// <summary>Writes the last words.</summary>
    public void WriteLast(string text)
    {
        lock (_gate)
        {
            _isFinished = true;
            writer.Write(text);
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) =>
        Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        lock (_gate)
        {
            if (!_isFinished)
            {
                writer.Write(value);
            }
        }
    }

    public override void Flush() => writer.Flush();
}
