namespace VGetRandom.Cli;

/// <summary>Where the command's output goes.</summary>
internal abstract class ByteSink : IDisposable
{
    /// <summary>Whether a person sees it at once.</summary>
    public abstract bool IsTerminal { get; }

    /// <summary>Opens a file, new or to be overwritten, or standard output for null.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static ByteSink Open(string? path)
    {
        if (OperatingSystem.IsWindows())
        {
            return new StreamSink(path);
        }

        return path is null ? new DescriptorSink() : new DescriptorSink(Create(path), path);
    }

    /// <summary>Writes all the bytes.</summary>
    /// <returns>False when nobody reads any more, and nothing further need be made.</returns>
    /// <exception cref="IOException">They cannot be written.</exception>
    public abstract bool Write(ReadOnlySpan<byte> bytes);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    private static FileStream Create(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException($"Cannot write {path}: it is a directory.");
        }

        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,

            // A buffer would be an array, which keeps random bytes in managed memory.
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            // What is written may be a key: nobody else gets to read it.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private sealed class StreamSink(string? path) : ByteSink
    {
        private readonly Stream _stream =
            path is null ? Console.OpenStandardOutput() : Create(path);

        public override bool IsTerminal => path is null && !Console.IsOutputRedirected;

        public override bool Write(ReadOnlySpan<byte> bytes)
        {
            _stream.Write(bytes);
            return true;
        }

        protected override void Dispose(bool disposing) => _stream.Dispose();
    }
}
