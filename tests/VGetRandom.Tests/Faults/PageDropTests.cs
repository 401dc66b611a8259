using VGetRandom.Tests.Needs;

namespace VGetRandom.Tests.Faults;

/// <summary>The kernel drops the pages of states while requests run on them.</summary>
[NeedsKernelFunction]
public class PageDropTests
{
    // .ci/run makes 300,000 drops.
    private const int Drops = 10_000;

    // Two free processors see many more. If both threads share one, only those drops count that hit
    // a request which the scheduler interrupted.
    private const int DropsWithinRequests = 1;

    [Theory]
    [InlineData("vdso")]
    [InlineData("managed")]
    public void Pages_dropped_by_another_thread_make_no_output_repeat(string backend)
    {
        LiveBackend.SkipUnlessAvailable(backend);
        ProbeProcess probe =
            ProbeProcess.Run(["drops", backend, $"{Drops}", $"{DropsWithinRequests}"]);
        Assert.InRange(long.Parse(probe["drops"]), Drops, long.MaxValue);
        Assert.InRange(long.Parse(probe["drops-within"]), DropsWithinRequests, long.MaxValue);
        AssertNothingRepeated(probe);
    }

    [Theory]
    [InlineData("vdso")]
    [InlineData("managed")]
    public void A_control_group_with_too_little_memory_repeats_no_output(string backend)
    {
        const int Drops = 10_000;
        LiveBackend.SkipUnlessAvailable(backend);
        ProbeProcess probe = ProbeProcess.Run(["memory-pressure", backend, $"{Drops}"]);
        Assert.SkipUnless(probe["refusal"].Length == 0, probe["refusal"]);
        Assert.InRange(long.Parse(probe["drops"]), Drops, long.MaxValue);
        AssertNothingRepeated(probe);
    }

    private static void AssertNothingRepeated(ProbeProcess probe)
    {
        Assert.Equal("0", probe["zeros"]);
        Assert.Equal("0", probe["repeats"]);
        Assert.Equal("0", probe["lost"]);
    }
}
