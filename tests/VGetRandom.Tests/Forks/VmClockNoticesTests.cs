using System.Diagnostics;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Forks;

/// <summary>What lies under the device's name, or its number, when the device tells nothing.
/// </summary>
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
    public void What_tells_of_a_change_ends_a_sleep_at_once()
    {
        // A file can always be read, as the device can after a change.
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, BitConverter.GetBytes(VmClockAbi.VMCLOCK_MAGIC));
        var notices = new VmClockNotices(path);
        Assert.Contains(Enumerable.Range(0, 5), _ => IsShort(notices));
        File.Delete(path);
    }

    private static bool IsShort(VmClockNotices notices)
    {
        long start = Stopwatch.GetTimestamp();
        notices.Wait();
        return Stopwatch.GetElapsedTime(start) < s_look;
    }
}
