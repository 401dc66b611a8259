using System.Runtime.InteropServices;
using VGetRandom.Cli.Output;

namespace VGetRandom.Cli.Values;

/// <summary>All that an input has, in native memory.</summary>
/// <remarks>
/// An array would be copied to grow, so that the memory for two or three inputs would be needed.
/// The C library moves pages instead, and gives only those that were written.
/// </remarks>
internal sealed class InputText : IDisposable
{
    private const int ReadBytes = 1 << 19;

    // A place in the text is an int, and so is the length of the memory for all places.
    private const int MaxMiB = 2047;
    private const int MaxLines = (int.MaxValue / sizeof(int)) - 1;

    // For the text and its lines. The other half is for everybody else.
    private static readonly long s_budget = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    private readonly byte _end;
    private nint _address;
    private int _capacity;
    private int _length;
    private int _ends;

    private InputText(byte end) => _end = end;

    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_address == 0, this);

            // SAFETY: the memory has _capacity bytes, never fewer than _length, until Dispose.
            unsafe
            {
                return new ReadOnlySpan<byte>((void*)_address, _length);
            }
        }
    }

    /// <summary>How many lines there are. A last one without an end is one too.</summary>
    public int Lines => _length == 0 || Bytes[^1] == _end ? _ends : _ends + 1;

    /// <summary>Reads everything.</summary>
    /// <param name="path">The file, or null for standard input.</param>
    /// <param name="end">The byte that ends a line.</param>
    /// <exception cref="IOException">It cannot be read, or there is more than fits.</exception>
    public static InputText Read(string? path, byte end)
    {
        using var source = ByteSource.Open(path);
        RefuseIfTooLong(source.Name, source.Length, 0);
        var text = new InputText(end);
        try
        {
            while (text.ReadMore(source))
            {
                RefuseIfTooLong(source.Name, text._length, text._ends);
            }
        }
        catch
        {
            text.Dispose();
            throw;
        }

        return text;
    }

    public void Dispose()
    {
        // SAFETY: from Realloc, or 0, and freed once: the address is cleared with it.
        unsafe
        {
            NativeMemory.Free((void*)_address);
        }

        _address = 0;
    }

    private bool ReadMore(ByteSource source)
    {
        if (_capacity - _length < ReadBytes)
        {
            Grow();
        }

        Span<byte> room;

        // SAFETY: Grow made sure that ReadBytes bytes behind the text are this object's.
        unsafe
        {
            room = new Span<byte>((byte*)_address + _length, ReadBytes);
        }

        int count = source.Read(room);
        _ends += room[..count].Count(_end);
        _length += count;
        return count > 0;
    }

    private void Grow()
    {
        int capacity = (int)Math.Min(2L * Math.Max(_capacity, ReadBytes), int.MaxValue);

        // SAFETY: from Realloc or 0. It returns capacity bytes with the text in front, or throws
        // and leaves what there was.
        unsafe
        {
            _address = (nint)NativeMemory.Realloc((void*)_address, (nuint)capacity);
        }

        _capacity = capacity;
    }

    /// <summary>Refuses what there is no room for.</summary>
    /// <param name="name">What a person calls the input.</param>
    /// <param name="length">Its length in bytes, as far as that is known.</param>
    /// <param name="ends">How many items it has, likewise.</param>
    /// <exception cref="IOException">There is no room.</exception>
    public static void RefuseIfTooLong(string name, long length, int ends)
    {
        string? limit =
            length > (long)MaxMiB << 20 ? $"{MaxMiB} MiB"
            : ends > MaxLines ? $"{MaxLines} lines"
            : length + ((long)sizeof(int) * ends) > s_budget
                ? $"half of the memory here, {s_budget >> 20} MiB"
            : null;
        if (limit is not null)
        {
            throw new IOException(
                $"{name} is too long: all of it must be in memory, and it takes more than "
                + $"{limit}.");
        }
    }
}
