using System.Diagnostics;
using System.Globalization;

namespace VGetRandom.Cli.Output;

/// <summary>Lines of random text, gathered in native memory and written in large pieces.</summary>
internal sealed class LineOutput : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const byte LineBreak = (byte)'\n';

    // More than the longest double has, such as -2.2250738585072014E-308.
    private const int MaxNumberBytes = 32;

    private readonly NativeBuffer _buffer = new(BufferBytes);
    private ByteSink? _sink;
    private int _used;

    /// <summary>Whether nobody reads any more, and nothing further need be made.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Writes lines, for as long as somebody reads them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="writeLine">Writes one, without its end.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static void WriteLines(long count, Action<LineOutput> writeLine)
    {
        using var output = new LineOutput();
        for (long i = 0; i < count && !output.IsOver; i++)
        {
            writeLine(output);
            output.EndLine();
        }

        output.Flush();
    }

    /// <summary>Room for at least so many bytes, at most <see cref="BufferBytes"/>.</summary>
    public Span<byte> Room(int byteCount)
    {
        if (BufferBytes - _used < byteCount)
        {
            Flush();
        }

        return _buffer.Bytes[_used..];
    }

    /// <summary>Counts bytes that were put into the room.</summary>
    public void Advance(int byteCount) => _used += byteCount;

    /// <summary>Writes bytes, however many.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsOver)
        {
            int count = Math.Min(bytes.Length, BufferBytes);
            bytes[..count].CopyTo(Room(count));
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number, of at most 64 bits.</param>
    /// <param name="format">As its own formatting has it.</param>
    public void Write<T>(T number, ReadOnlySpan<char> format = default)
        where T : IUtf8SpanFormattable
    {
        bool isWhole = number.TryFormat(
            Room(MaxNumberBytes), out int length, format, CultureInfo.InvariantCulture);
        Debug.Assert(isWhole, "a number of 64 bits is shorter than that");
        Advance(length);
    }

    public void EndLine(byte end = LineBreak)
    {
        Room(1)[0] = end;
        Advance(1);
    }

    public void Flush()
    {
        if (_used > 0 && !IsOver)
        {
            // Opened with what there is to write: a command that fails before leaves no trace.
            _sink ??= ByteSink.Open(null);
            IsOver = !_sink.Write(_buffer.Bytes[.._used]);
        }

        _used = 0;
    }

    public void Dispose()
    {
        _sink?.Dispose();
        _buffer.Dispose();
    }
}
