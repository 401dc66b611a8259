using VGetRandom.Forks;
using VGetRandom.Kernel;
using VGetRandom.Selection;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Forks;

/// <summary>What the library finds out about the device, and what it tells people.</summary>
public sealed unsafe class VmClockTests
{
    // SAFETY: the counter is in memory that lives as long as the process.
    private readonly ClockPage _clock = new();

    public static TheoryData<int, ulong, int> Wrong => new()
    {
        { VmClockAbi.MagicOffset, 0x4B4C4357, (int)VmClockFinding.NotTheDevice },
        { VmClockAbi.SizeOffset, 111, (int)VmClockFinding.UnknownLayout },
        { VmClockAbi.SizeOffset, 4097, (int)VmClockFinding.UnknownLayout },
        { VmClockAbi.VersionOffset, 2, (int)VmClockFinding.UnknownLayout },
        { VmClockAbi.FlagsOffset, 0xFFUL, (int)VmClockFinding.NoCounter },
    };

    [Fact]
    public void The_counter_of_a_device_is_found()
    {
        _clock.Counter = 7;
        Assert.Equal(VmClockFinding.Counter, Find(_clock.NewScript(), out ulong* counter));
        Assert.Equal(7ul, *counter);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_page_that_says_anything_else_is_not_used(int offset, ulong value, int finding)
    {
        if (offset == VmClockAbi.VersionOffset)
        {
            _clock.Write(offset, (ushort)value);
        }
        else if (offset == VmClockAbi.FlagsOffset)
        {
            _clock.Write(offset, value);
        }
        else
        {
            _clock.Write(offset, (uint)value);
        }

        KernelScript script = _clock.NewScript();
        Assert.Equal((VmClockFinding)finding, Find(script, out ulong* counter));
        Assert.True(counter == null);
        Assert.Equal(1, script.Unmappings);
    }

    [Theory]
    [InlineData(Errno.ENOENT, VmClockFindingName.NoDevice)]
    [InlineData(Errno.ENXIO, VmClockFindingName.NoDevice)]
    [InlineData(Errno.EACCES, VmClockFindingName.NotReadable)]
    [InlineData(Errno.EPERM, VmClockFindingName.NotReadable)]
    [InlineData(Errno.ENOTTY, VmClockFindingName.NotTheDevice)]
    [InlineData(Errno.ENOMEM, VmClockFindingName.NotTheDevice)]
    public void What_stands_against_it_is_told(int errno, string finding)
    {
        KernelScript script = new() { Clock = -errno };
        VmClockFinding found = Find(script, out _);
        Assert.Equal(finding, found.ToString());
        ForkGuard<FakeKernel> guard = script.NewGuard();
        Assert.False(guard.SeesForks);
        Assert.Contains(VmClockAbi.Path, guard.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_that_cannot_be_read_is_not_read()
    {
        KernelScript script = _clock.NewScript();
        script.OnCheckReadable = _ => -Errno.EFAULT;
        Assert.Equal(VmClockFinding.NotTheDevice, Find(script, out _));
    }

    [Fact]
    public void This_process_tells_what_it_found()
    {
        BackendInfo info = KernelRandom.Backend;
        Assert.Equal(ProcessBackend.Forks.SeesForks, info.SeesMachineForks);
        Assert.Equal(ProcessBackend.Forks.Description, info.MachineForks);
        Assert.Equal(
            new LinuxKernel().MapClock((nuint)Environment.SystemPageSize) > 0,
            info.SeesMachineForks);
    }

    [Theory]
    [InlineData(null, 250)]
    [InlineData("0", 0)]
    [InlineData("60000", 60_000)]
    public void A_bound_is_milliseconds(string? text, int boundMs) =>
        Assert.Equal(boundMs, RequestedForkSettings.Wait((text, "it")).Value);

    [Theory]
    [InlineData("-1")]
    [InlineData("60001")]
    [InlineData("1e3")]
    [InlineData("soon")]
    public void Another_bound_is_refused(string text) =>
        Assert.Equal(
            $"it='{text}' is not a number of milliseconds from 0 to 60000.",
            RequestedForkSettings.Wait((text, "it")).Problem);

    [Fact]
    public void At_the_bound_there_are_two_ways()
    {
        Assert.False(RequestedForkSettings.AtBound((null, "it")).Value);
        Assert.False(RequestedForkSettings.AtBound(("serve", "it")).Value);
        Assert.True(RequestedForkSettings.AtBound(("fail", "it")).Value);
        Assert.False(RequestedForkSettings.AtBound(("wait", "it")).Succeeded);
    }

    private static VmClockFinding Find(KernelScript script, out ulong* counter) =>
        VmClock.Find(script.Kernel, 4096, out counter);

    /// <summary>Names, because the tests' methods are public and the type is not.</summary>
    private static class VmClockFindingName
    {
        public const string NoDevice = nameof(VmClockFinding.NoDevice);
        public const string NotReadable = nameof(VmClockFinding.NotReadable);
        public const string NotTheDevice = nameof(VmClockFinding.NotTheDevice);
    }
}
