using System.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Forks;

/// <summary>What may lie in the device's place, and tells of no change.</summary>
/// <remarks>A device that tells of a change exists only in a machine: see BoundPlan.</remarks>
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
        // A file can always be read and written. This one has the device's contents.
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, BitConverter.GetBytes(VmClockAbi.VMCLOCK_MAGIC));
        What_is_no_device_ends_no_sleep_at_once(path);
        File.Delete(path);
    }
}
