using System.Runtime.InteropServices;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>All the lines of a file or of standard input, in memory.</summary>
/// <remarks>
/// The lines are the user's, and lie where the garbage collector keeps them. Their new order is
/// random, and lies in native memory.
/// </remarks>
internal sealed class LineInput : IDisposable
{
    private const int ReadBytes = 1 << 20;

    private readonly ReadOnlyMemory<byte> _text;
    private readonly byte _end;
    private readonly NativeBuffer _starts;

    private LineInput(ReadOnlyMemory<byte> text, byte end)
    {
        _text = text;
        _end = end;
        int count = text.Span.Count(end);
        Count = text.IsEmpty || text.Span[^1] == end ? count : count + 1;
        if (Count > int.MaxValue / sizeof(int))
        {
            throw new InvalidOperationException($"There are too many lines: {Count}.");
        }

        _starts = new NativeBuffer(Math.Max(Count, 1) * sizeof(int));
        Span<int> starts = Starts;
        int start = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = start;
            start += LengthAt(start) + 1;
        }
    }

    /// <summary>How many lines there are. A last one without an end is one too.</summary>
    public int Count { get; }

    /// <summary>Where the lines begin: what is to be reordered.</summary>
    public Span<int> Starts => MemoryMarshal.Cast<byte, int>(_starts.Bytes)[..Count];

    /// <summary>Reads everything.</summary>
    /// <param name="path">The file, or null for standard input.</param>
    /// <param name="end">The byte that ends a line.</param>
    /// <exception cref="IOException">It cannot be read, or there is more than fits.</exception>
    public static LineInput Read(string? path, byte end)
    {
        string name = path ?? "standard input";
        if (path is null && !OperatingSystem.IsWindows() && !Posix.IsInherited(Posix.StandardInput))
        {
            throw new IOException("Cannot read standard input: it is closed.");
        }

        try
        {
            using Stream stream = path is null
                ? Console.OpenStandardInput()
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            return new LineInput(ReadAll(stream, name), end);
        }
        catch (Exception exception) when (exception
            is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new IOException($"Cannot read {name}: {exception.Message}", exception);
        }
    }

    /// <summary>The line that begins at a place, without its end.</summary>
    public ReadOnlySpan<byte> LineAt(int start) => _text.Span.Slice(start, LengthAt(start));

    public void Dispose() => _starts.Dispose();

    private static ReadOnlyMemory<byte> ReadAll(Stream stream, string name)
    {
        long length = stream.CanSeek ? stream.Length : 0;
        RefuseIfTooLong(length, name);
        byte[] text = new byte[Math.Max(length, ReadBytes)];
        int read = 0;
        while (true)
        {
            int more = stream.Read(text.AsSpan(read));
            if (more == 0)
            {
                return text.AsMemory(0, read);
            }

            read += more;
            if (read == text.Length)
            {
                RefuseIfTooLong(read + 1L, name);
                Array.Resize(ref text, (int)Math.Min(2L * read, Array.MaxLength));
            }
        }
    }

    private static void RefuseIfTooLong(long length, string name)
    {
        long most = Math.Min(
            Array.MaxLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (length > most)
        {
            throw new IOException(
                $"{name} is too long: all of it must be in memory, and that is at most {most} "
                + "bytes here.");
        }
    }

    private int LengthAt(int start) =>
        _text.Span[start..].IndexOf(_end) is >= 0 and var length ? length : _text.Length - start;
}
