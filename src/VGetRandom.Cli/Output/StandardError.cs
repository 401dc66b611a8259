using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace VGetRandom.Cli.Output;

/// <summary>Standard error that may be closed or full: what cannot be told is dropped.</summary>
/// <remarks>
/// There is nowhere left to tell of the failure, and an exception would end the process with a
/// core dump in place of the exit code that a script waits for.
/// </remarks>
internal sealed class StandardError : TextWriter
{
    // Not Console.Error: to make that sends the terminal codes, in front of random bytes too.
    private readonly Stream _stream = Console.OpenStandardError();

    private StandardError()
    {
    }

    public override Encoding Encoding => Console.OutputEncoding;

    /// <summary>Has all that the process writes to <see cref="Console.Error"/> come here.
    /// </summary>
    [SuppressMessage(
        "Reliability", "CA2000", Justification = "The console keeps it to the process's end.")]
    public static void Prepare() =>
        Console.SetError(
            OperatingSystem.IsWindows() || Posix.IsInherited(Posix.StandardError)
                ? new StandardError()
                : Null);

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) =>
        Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    // The line and its end together, so that no other process writes in between.
    public override void WriteLine(string? value) => Write($"{value}{NewLine}");

    public override void Write(ReadOnlySpan<char> buffer)
    {
        try
        {
            _stream.Write(Encoding.GetBytes(buffer.ToArray()));
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or ObjectDisposedException
            or Win32Exception)
        {
            // Dropped: see above.
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
