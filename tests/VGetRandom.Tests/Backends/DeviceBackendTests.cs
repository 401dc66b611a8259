using VGetRandom.Backends;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Backends;

public class DeviceBackendTests
{
    [Fact]
    public unsafe void The_device_fills_everything()
    {
        DeviceBackend backend = new(RandomDevice.Open().Value!, "");
        byte[] buffer = new byte[100_000];

        // SAFETY: the buffer is pinned and has the length told.
        fixed (byte* pinned = buffer)
        {
            backend.Fill(pinned, (nuint)buffer.Length);
            Assert.Equal(100, backend.GetRandom(pinned, 100, GetRandomAbi.GRND_NONBLOCK));
            Assert.Equal(100, backend.GetRandom(pinned, 100, GetRandomAbi.GRND_INSECURE));
            Assert.Equal(0, backend.GetRandom(pinned, 0, 0));
        }

        // 32 zeros in a row somewhere: below 2^-239.
        Assert.True(buffer.AsSpan().IndexOf(new byte[32]) < 0);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    public void Another_device_under_that_name_is_refused(string path)
    {
        Attempt<RandomDevice> attempt = RandomDevice.Open(path, "/dev/random");
        Assert.False(attempt.Succeeded);
        Assert.Equal($"{path} is not the kernel's random device.", attempt.Problem);
        Assert.False(RandomDevice.Open("/dev/urandom", path).Succeeded);
    }

    [Fact]
    public void A_file_of_zeros_under_that_name_is_refused()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[4096]);
            Assert.False(RandomDevice.Open(path, "/dev/random").Succeeded);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_missing_device_is_named()
    {
        Attempt<RandomDevice> attempt = RandomDevice.Open("/nonexistent/urandom", "/dev/random");
        Assert.StartsWith(
            "/nonexistent/urandom cannot be opened", attempt.Problem, StringComparison.Ordinal);
    }
}
