namespace VGetRandom.Cli.Output;

/// <summary>Where the command's output goes.</summary>
internal abstract class ByteSink : IDisposable
{
    /// <summary>Whether a person sees it at once.</summary>
    public abstract bool IsTerminal { get; }

    /// <summary>Opens a file, new or to be overwritten, or standard output for null.</summary>
    /// <exception cref="IOException">The file cannot be opened, or standard output is closed.
    /// </exception>
    public static ByteSink Open(string? path)
    {
        if (OperatingSystem.IsWindows())
        {
            return new StreamSink(path);
        }

        return path is null
            ? DescriptorSink.ForStandardOutput()
            : DescriptorSink.ForFile(path);
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

    private sealed class StreamSink(string? path) : ByteSink
    {
        private readonly Stream _stream =
            path is null ? Console.OpenStandardOutput() : Create(path);

        private readonly string _name = path ?? "standard output";

        public override bool IsTerminal => path is null && !Console.IsOutputRedirected;

        public override bool Write(ReadOnlySpan<byte> bytes)
        {
            try
            {
                _stream.Write(bytes);
                return true;
            }
            catch (Exception exception) when (IsAboutFiles(exception))
            {
                throw new IOException(
                    $"Cannot write to {_name}: {exception.Message}", exception);
            }
        }

        protected override void Dispose(bool disposing) => _stream.Dispose();

        private static FileStream Create(string path)
        {
            try
            {
                return new FileStream(path, new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    Share = FileShare.ReadWrite | FileShare.Delete,

                    // A buffer would be an array, which keeps random bytes in managed memory.
                    BufferSize = 0,
                });
            }
            catch (Exception exception) when (IsAboutFiles(exception))
            {
                throw new IOException(
                    $"Cannot open {path} for writing: {exception.Message}", exception);
            }
        }

        private static bool IsAboutFiles(Exception exception) =>
            exception is IOException or UnauthorizedAccessException;
    }
}
