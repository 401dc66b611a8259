using VGetRandom.Tests.Faults;

namespace VGetRandom.Tests.Processes;

public class UnloadTests
{
    private const int Rounds = 20;

    [Theory]
    [InlineData("vdso")]
    [InlineData("managed")]
    [InlineData("syscall")]
    public void A_collectible_context_unloads_and_leaves_no_memory_behind(string backend)
    {
        LiveBackend.SkipUnlessAvailable(backend);
        ProbeProcess probe =
            ProbeProcess.Run(["unload", $"{Rounds}"], ("VGETRANDOM_BACKEND", backend));
        Assert.Equal("", probe.Error);
        Assert.Equal($"{Rounds}", probe["unloaded"]);
        Assert.Equal("0", probe["left-mapped"]);

        // Otherwise the run would have shown nothing about the meter.
        Assert.InRange(int.Parse(probe["instruments"]), 6 * Rounds / 2, int.MaxValue);
    }
}
