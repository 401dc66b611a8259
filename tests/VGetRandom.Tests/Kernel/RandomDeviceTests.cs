using System.Runtime.InteropServices;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Kernel;

public partial class RandomDeviceTests
{
    [Fact]
    public unsafe void The_devices_of_this_machine_serve()
    {
        // SAFETY: the buffer is pinned and has the stated length.
        var device = new RandomDevice();
        byte[] buffer = new byte[4096];
        Assert.Null(device.Probe());
        Assert.Equal(0, device.CheckReadiness(wait: false));
        Assert.Equal(0, device.CheckReadiness(wait: true));
        fixed (byte* pinned = buffer)
        {
            Assert.Equal(buffer.Length, device.Read(pinned, (nuint)buffer.Length));
        }

        // The chance of 32 zeros in a row anywhere is below 2^-243.
        Assert.True(buffer.AsSpan().IndexOf(new byte[32]) < 0);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    public void Another_device_under_that_name_is_refused(string path)
    {
        AssertRefused(new RandomDevice(path, "/dev/random"), path);
        Assert.NotNull(new RandomDevice("/dev/urandom", path).Probe());
        Assert.True(new RandomDevice("/dev/urandom", path).CheckReadiness(wait: true) < 0);
    }

    [Fact]
    public void A_file_of_zeros_or_a_pipe_under_that_name_is_refused()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            string file = Path.Combine(folder.FullName, "file");
            File.WriteAllBytes(file, new byte[4096]);
            AssertRefused(new RandomDevice(file, "/dev/random"), file);

            // Nobody writes to this pipe, and opening it must not wait for a writer.
            string pipe = Path.Combine(folder.FullName, "pipe");
            Assert.Equal(0, mkfifo(pipe, 0x180));
            AssertRefused(new RandomDevice(pipe, "/dev/random"), pipe);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_missing_device_is_named() =>
        AssertRefused(
            new RandomDevice("/nonexistent/urandom", "/dev/random"), "/nonexistent/urandom");

    private static unsafe void AssertRefused(RandomDevice device, string path)
    {
        // SAFETY: one byte is asked for, and there is one.
        byte buffer = 0;
        Assert.StartsWith(
            $"{path} is not available as the kernel's random device: ",
            device.Probe(),
            StringComparison.Ordinal);
        Assert.True(device.Read(&buffer, 1) < 0);
        Assert.Equal(0, buffer);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkfifo(string path, uint mode);
}
