using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Selection;

namespace VGetRandom.Tests.Backends;

public class DeviceBackendTests
{
    private readonly FakeRandomDevice _device = new();
    private readonly DeviceBackend<LinuxKernel> _backend;

    public DeviceBackendTests() => _backend = DeviceBackend<LinuxKernel>
        .TryOpen(_device, "", ProcessBackend.Forks).Value!;

    [Fact]
    public void Nothing_is_read_before_the_generator_is_ready()
    {
        Assert.All(Fill(_backend, 100), b => Assert.Equal(0xDE, b));
        Assert.Equal(["wait", "read"], _device.Calls);
    }

    [Fact]
    public void A_short_read_is_continued()
    {
        _device.OnRead = length => (nint)Math.Min(length, 30);
        Assert.All(Fill(_backend, 100), b => Assert.Equal(0xDE, b));
        Assert.Equal(4, _device.Calls.Count(call => call == "read"));
    }

    [Theory]
    [InlineData(-Errno.EIO, 100)]
    [InlineData(0, -Errno.EIO)]
    [InlineData(0, 0)]
    [InlineData(0, 101)]
    public void Any_failure_is_a_failure(int readiness, int answer)
    {
        _device.OnCheckReadiness = _ => readiness;
        _device.OnRead = _ => answer;
        Assert.Throws<CryptographicException>(() => Fill(_backend, 100));
    }

    [Fact]
    public unsafe void Flags_mean_what_they_mean_to_the_system_call()
    {
        _device.OnCheckReadiness = wait => wait ? -Errno.EIO : -Errno.EAGAIN;
        byte buffer;

        // SAFETY: one byte is asked for, and there is one.
        Assert.Equal(-Errno.EIO, _backend.GetRandom(&buffer, 1, 0));
        Assert.Equal(-Errno.EAGAIN, _backend.GetRandom(&buffer, 1, GetRandomAbi.GRND_NONBLOCK));
        Assert.DoesNotContain("read", _device.Calls);
        Assert.Equal(1, _backend.GetRandom(&buffer, 1, GetRandomAbi.GRND_INSECURE));
    }

    private static unsafe byte[] Fill(DeviceBackend<LinuxKernel> backend, int length)
    {
        byte[] buffer = new byte[length];

        // SAFETY: the buffer is pinned and has length bytes.
        fixed (byte* pinned = buffer)
        {
            backend.Fill(pinned, (nuint)length);
        }

        return buffer;
    }
}
