using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace VGetRandom.Cli;

/// <summary>A Unix file descriptor, written with write(2).</summary>
/// <remarks>
/// The console's stream hides that a pipe is closed, and would have the command run for ever; a
/// FileStream writes at offsets of its own, so that <c>(one; two) &gt; file</c> would keep only
/// the second.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class DescriptorSink : ByteSink
{
    private const int StandardOutput = 1;

    private readonly SafeFileHandle _descriptor;
    private readonly FileStream? _file;
    private readonly string _name;

    /// <summary>Standard output, which stays open.</summary>
    public DescriptorSink()
    {
        _descriptor = new SafeFileHandle(StandardOutput, ownsHandle: false);
        _name = "standard output";
    }

    /// <param name="file">An open file, whose descriptor the sink takes over.</param>
    /// <param name="name">What to call it when writing fails.</param>
    public DescriptorSink(FileStream file, string name)
    {
        // The stream is kept although only its descriptor is used: its finalizer closes that.
        _file = file;
        _descriptor = file.SafeFileHandle;
        _name = name;
    }

    public override bool IsTerminal => Posix.isatty(_descriptor) == 1;

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
                WaitUntilWritable();
            }
            else if (errno != Posix.EINTR)
            {
                throw new IOException(
                    $"Cannot write to {_name}: {Marshal.GetPInvokeErrorMessage(errno)}.");
            }
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        _descriptor.Dispose();
    }

    // Whatever poll says, the next write tells: it goes on, or fails with the reason.
    private void WaitUntilWritable()
    {
        var request = new Posix.PollRequest
        {
            Descriptor = (int)_descriptor.DangerousGetHandle(),
            Events = Posix.POLLOUT,
        };
        _ = Posix.poll(ref request, 1, Posix.Forever);
    }
}
