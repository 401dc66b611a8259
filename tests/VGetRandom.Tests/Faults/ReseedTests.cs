using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Faults;

/// <summary>The kernel reseeds in a loop while threads draw.</summary>
[NeedsKernelFunction]
public class ReseedTests
{
    [Theory]
    [InlineData("vdso")]
    [InlineData("managed")]
    public void A_request_after_a_reseed_returns_nothing_from_before(string backend)
    {
        const int Reseeds = 5000;
        const int Noticed = 500;
        LiveBackend.SkipUnlessAvailable(backend);
        ProbeProcess probe = ProbeProcess.Run(["reseeds", backend, $"{Reseeds}", $"{Noticed}"]);
        Assert.SkipUnless(probe["allowed"] == "True", "the reseed ioctl needs CAP_SYS_ADMIN");
        Assert.InRange(long.Parse(probe["reseeds"]), Reseeds, long.MaxValue);
        Assert.InRange(long.Parse(probe["noticed"]), Noticed, long.MaxValue);
        Assert.Equal("0", probe["late"]);
        Assert.Equal("0", probe["stale"]);
        Assert.Equal("0", probe["zeros"]);
        Assert.Equal("0", probe["repeats"]);
        Assert.Equal("0", probe["lost"]);

        // Shows that we would notice stale output: between reseeds, that is what comes.
        Assert.NotEqual("0", probe["foreseen"]);
    }
}
