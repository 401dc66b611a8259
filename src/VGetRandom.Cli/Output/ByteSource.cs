using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace VGetRandom.Cli.Output;

/// <summary>Where the command reads: a Unix file descriptor; on Windows, a stream.</summary>
/// <remarks>
/// Not a stream on Unix: those take no names that are not UTF-8, and fail where a descriptor in
/// non-blocking mode has nothing to read yet.
/// </remarks>
internal sealed class ByteSource : IDisposable
{
    private readonly SafeFileHandle? _descriptor;
    private readonly Stream? _stream;

    private ByteSource(string name, SafeFileHandle? descriptor, Stream? stream)
    {
        Name = name;
        _descriptor = descriptor;
        _stream = stream;
    }

    /// <summary>What a person calls it.</summary>
    public string Name { get; }

    /// <summary>How many bytes it has, if it is a file that knows; else 0.</summary>
    public long Length
    {
        get
        {
            try
            {
                return _descriptor is not null ? RandomAccess.GetLength(_descriptor)
                    : _stream!.CanSeek ? _stream.Length
                    : 0;
            }
            catch (NotSupportedException)
            {
                return 0;
            }
        }
    }

    /// <summary>Opens a file, or standard input for null.</summary>
    /// <exception cref="IOException">It cannot be opened, or standard input is closed.
    /// </exception>
    public static ByteSource Open(string? path)
    {
        const string StandardInput = "standard input";
        if (OperatingSystem.IsWindows())
        {
            return new(
                path ?? StandardInput,
                null,
                path is null ? Console.OpenStandardInput() : File.OpenRead(path));
        }

        if (path is not null)
        {
            return new(path, Posix.OpenToRead(path), null);
        }

        return Posix.IsInherited(Posix.StandardInput)
            ? new(StandardInput, new SafeFileHandle(Posix.StandardInput, ownsHandle: false), null)
            : throw new IOException($"Cannot read {StandardInput}: it is closed.");
    }

    /// <summary>Reads what there is, and waits for the first of it.</summary>
    /// <returns>How many bytes, 0 at the end.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public int Read(Span<byte> buffer)
    {
        if (_descriptor is null)
        {
            return _stream!.Read(buffer);
        }

        while (true)
        {
            nint count = Posix.read(_descriptor, buffer, (nuint)buffer.Length);
            if (count >= 0)
            {
                return (int)count;
            }

            int errno = Marshal.GetLastPInvokeError();
            if (errno == Posix.EAGAIN)
            {
                Posix.Wait(_descriptor, Posix.POLLIN);
            }
            else if (errno != Posix.EINTR)
            {
                throw new IOException($"Cannot read {Name}: {Posix.Reason(errno)}.");
            }
        }
    }

    public void Dispose()
    {
        _descriptor?.Dispose();
        _stream?.Dispose();
    }
}
