using System.Buffers.Binary;
using System.Diagnostics;
using VGetRandom.Tests;

namespace VGetRandom.Native.Tests;

/// <summary>Forks of the machine in the C interface, with a file in place of the device.</summary>
public sealed class VmClockTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public VmClockTests()
    {
        byte[] page = new byte[4096];
        BinaryPrimitives.WriteUInt32LittleEndian(page, 0x4B4C4356);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(4), page.Length);
        page[8] = 1;
        BinaryPrimitives.WriteUInt64LittleEndian(page.AsSpan(24), 1 << 8);
        File.WriteAllBytes(_file, page);
    }

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("bound", "200", "serve")]
    [InlineData("nonblock", "200", "")]
    [InlineData("fail", "200", "fail")]
    [InlineData("entered", "200", "")]
    [InlineData("changing", "10", "")]
    public void A_fork_is_seen(string scenario, string waitMs, string atBound) =>
        Assert.Equal("", Run(scenario, waitMs, atBound));

    [Theory]
    [InlineData("", "", "")]
    [InlineData("0", "fail", "")]
    [InlineData("60001", "", "VGETRANDOM_FORK_WAIT_MS is no number")]
    [InlineData("1s", "", "VGETRANDOM_FORK_WAIT_MS is no number")]
    [InlineData("", "stop", "VGETRANDOM_FORK_AT_BOUND is neither")]
    public void Settings_that_mean_nothing_are_told(string waitMs, string atBound, string said)
    {
        string output = Run("say", waitMs, atBound);
        Assert.Contains(said, output, StringComparison.Ordinal);
        Assert.Equal(said.Length == 0, output.Trim().Length == 0);
    }

    [Fact]
    public void Without_the_device_it_says_why()
    {
        File.WriteAllBytes(_file, new byte[4096]);
        Assert.Equal("/dev/vmclock0 is no vmclock device\n", Run("say", "", ""));
        File.Delete(_file);
        Assert.Equal("there is no /dev/vmclock0\n", Run("say", "", ""));
    }

    private string Run(string scenario, string waitMs, string atBound)
    {
        ProcessStartInfo start =
            DotnetCommand.Start(TestProgram.Linked("vmclock"), [scenario]);
        start.Environment["LD_PRELOAD"] = TestProgram.FakeVmClock;
        start.Environment["VMCLOCK_FILE"] = _file;
        start.Environment["VGETRANDOM_FORK_WAIT_MS"] = waitMs;
        start.Environment["VGETRANDOM_FORK_AT_BOUND"] = atBound;
        return TestProgram.Run(start);
    }
}
