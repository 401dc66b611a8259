using VGetRandom.Forks;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Forks;

/// <summary>The thread that waits so that later requests need not.</summary>
public sealed class ForkWatchTests
{
    private const string NoDevice = "/no/such/device";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly ClockPage _clock = new();

    [Fact]
    public void A_fork_is_waited_for_although_nobody_asks()
    {
        ForkGuard<FakeKernel> guard = NewGuard(new(BoundMs: 50, FailsAtBound: false));
        ForkWatch.Begin(guard, () => guard.Enter(out _), NoDevice);
        for (int fork = 0; fork < 2; fork++)
        {
            _clock.Counter++;
            Assert.False(guard.IsKnown(out _));
            Assert.True(SpinWait.SpinUntil(() => guard.IsKnown(out _), s_patience));
        }
    }

    [Fact]
    public void A_request_that_fails_ends_neither_the_watch_nor_the_process()
    {
        ForkGuard<FakeKernel> guard = NewGuard(new(BoundMs: 50, FailsAtBound: true));
        int requests = 0;
        ForkWatch.Begin(guard, Request, NoDevice);
        _clock.Counter++;
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref requests) > 1, s_patience));

        void Request()
        {
            if (Interlocked.Increment(ref requests) == 1)
            {
                throw new InvalidOperationException("No backend serves.");
            }

            _ = guard.Enter(out _);
        }
    }

    [Fact]
    public void Who_never_waits_has_no_watch()
    {
        ForkGuard<FakeKernel> guard = NewGuard(new(BoundMs: 0, FailsAtBound: false));
        Assert.False(guard.WaitsAfterForks);
        int requests = 0;
        ForkWatch.Begin(guard, () => Interlocked.Increment(ref requests), NoDevice);
        _clock.Counter++;
        Thread.Sleep(1200);
        Assert.Equal(0, requests);
    }

    private ForkGuard<FakeKernel> NewGuard(ForkSettings settings) =>
        ForkGuard<FakeKernel>.Find(_clock.NewScript().Kernel, settings);
}
