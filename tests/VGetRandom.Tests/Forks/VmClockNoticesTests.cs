using System.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Forks;

/// <summary>What lies under the device's name, or its number, when the device tells nothing.
/// </summary>
/// <remarks>One that tells of a change is in a machine: see BoundPlan.</remarks>
public sealed class VmClockNoticesTests
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(400);

    [Theory]
    [InlineData("/no/such/device")]
    [InlineData("/dev/zero")]
    [InlineData("/proc/self/status")]
    public void What_is_no_device_ends_no_sleep_at_once(string path)
    {
        var notices = new VmClockNotices(path);
        long start = Stopwatch.GetTimestamp();
        notices.Wait();
        Assert.True(Stopwatch.GetElapsedTime(start) > s_look);
    }

    [Fact]
    public void A_driver_without_poll_ends_no_sleep_at_once()
    {
        // As a file it can always be read and written, and has what the device has.
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, BitConverter.GetBytes(VmClockAbi.VMCLOCK_MAGIC));
        What_is_no_device_ends_no_sleep_at_once(path);
        File.Delete(path);
    }
}
