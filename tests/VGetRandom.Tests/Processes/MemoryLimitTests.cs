using VGetRandom.Tests.Faults;

namespace VGetRandom.Tests.Processes;

public class MemoryLimitTests
{
    [Theory]
    [InlineData("vdso")]
    [InlineData("managed")]
    public void Without_address_space_requests_are_served_and_states_come_later(string backend)
    {
        LiveBackend.SkipUnlessAvailable(backend);
        ProbeProcess probe = ProbeProcess.Run(["address-space-limit", backend]);
        Assert.Equal("True", probe["limited"]);
        Assert.Equal("True", probe["limited.served"]);
        Assert.Equal("False", probe["limited.state"]);
        Assert.Contains("ENOMEM", probe["limited.fallback"], StringComparison.Ordinal);
        Assert.Equal("True", probe["recovered.served"]);
        Assert.Equal("True", probe["recovered.state"]);
        Assert.Equal("", probe["recovered.fallback"]);
    }

    [Fact]
    public void With_all_memory_locked_requests_are_served()
    {
        _ = Live.Location();
        ProbeProcess probe = ProbeProcess.Run(["locked-memory"]);
        Assert.SkipUnless(probe["locked"] == "True", "mlockall is not allowed here");
        Assert.Equal("True", probe["locked.served"]);
    }
}
