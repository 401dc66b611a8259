using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace VGetRandom.Cli.Output;

/// <summary>A Unix file descriptor, written with write(2).</summary>
/// <remarks>
/// The console's stream hides that a pipe is closed, and would have the command run for ever; a
/// FileStream writes at offsets of its own, so that <c>(one; two) &gt; file</c> would keep only
/// the second.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class DescriptorSink : ByteSink
{
    // What is written may be a key: nobody else gets to read it.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SafeFileHandle _descriptor;
    private readonly string _name;

    private DescriptorSink(SafeFileHandle descriptor, string name)
    {
        _descriptor = descriptor;
        _name = name;
    }

    public override bool IsTerminal => Posix.isatty(_descriptor) == 1;

    /// <summary>Standard output, which stays open.</summary>
    public static DescriptorSink ForStandardOutput() =>
        Posix.IsInherited(Posix.StandardOutput)
            ? new DescriptorSink(
                new SafeFileHandle(Posix.StandardOutput, ownsHandle: false), "standard output")
            : throw new IOException("Cannot write to standard output: it is closed.");

    /// <summary>A file, new or to be overwritten.</summary>
    public static DescriptorSink ForFile(string path) =>
        new(Posix.OpenToWrite(path, OwnerOnly), path);

    public override bool Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            nint written = Posix.write(_descriptor, bytes, (nuint)bytes.Length);
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
                continue;
            }

            int errno = Marshal.GetLastPInvokeError();
            if (errno == Posix.EPIPE)
            {
                return false;
            }

            if (errno == Posix.EAGAIN)
            {
                Posix.Wait(_descriptor, Posix.POLLOUT);
            }
            else if (errno != Posix.EINTR)
            {
                throw new IOException($"Cannot write to {_name}: {Posix.Reason(errno)}.");
            }
        }

        return true;
    }

    protected override void Dispose(bool disposing) => _descriptor.Dispose();
}
