using System.Runtime.InteropServices;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>All the lines of a file or of standard input, in memory.</summary>
internal sealed class LineInput : IItems
{
    private readonly InputText _text;
    private readonly byte _end;
    private readonly NativeBuffer _starts;

    private LineInput(InputText text, byte end)
    {
        _text = text;
        _end = end;
        Count = text.Lines;
        _starts = new NativeBuffer(Math.Max(Count, 1) * sizeof(int));
        Span<int> starts = Order;
        int start = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = start;
            start += LengthAt(start) + 1;
        }
    }

    /// <summary>How many lines there are. A last one without an end is one too.</summary>
    public int Count { get; }

    /// <summary>Where the lines begin.</summary>
    public Span<int> Order => MemoryMarshal.Cast<byte, int>(_starts.Bytes)[..Count];

    /// <summary>Reads everything.</summary>
    /// <param name="path">The file, or null for standard input.</param>
    /// <param name="end">The byte that ends a line.</param>
    /// <exception cref="IOException">It cannot be read, or there is more than fits.</exception>
    public static LineInput Read(string? path, byte end) => new(InputText.Read(path, end), end);

    public int ItemAt(int index) => Order[index];

    public void Write(LineOutput output, int item) =>
        output.Write(_text.Bytes.Slice(item, LengthAt(item)));

    public void Dispose()
    {
        _starts.Dispose();
        _text.Dispose();
    }

    private int LengthAt(int start) =>
        _text.Bytes[start..].IndexOf(_end) is >= 0 and var length
            ? length
            : _text.Bytes.Length - start;
}
