using VGetRandom.Diagnostics;
using VGetRandom.Forks;
using VGetRandom.Kernel;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Forks;

/// <summary>What the kernel's events end, and when.</summary>
public sealed class ForkListenerTests : IDisposable
{
    private const int BoundMs = 50;
    private readonly ClockPage _clock = new();
    private readonly KernelScript _script;
    private readonly ForkGuard<FakeKernel> _guard;
    private readonly Events _events;

    public ForkListenerTests()
    {
        _script = _clock.NewScript();
        _guard = ForkGuard<FakeKernel>.Find(_script.Kernel, new(BoundMs, FailsAtBound: false));
        _events = new(_script);
    }

    public void Dispose() => _events.Dispose();

    [Fact]
    public void An_event_after_the_queue_was_emptied_ends_the_wait_at_once()
    {
        _clock.Counter++;
        Listen(1, 1);
        Assert.True(_guard.IsKnown(out _));
        Assert.Equal(0, _events.SleptMs);
    }

    [Fact]
    public void One_that_may_be_of_an_earlier_fork_is_believed_when_no_other_comes()
    {
        _clock.Counter++;
        long bounds = Activity.BoundsReached;
        Listen(1, 0, 0, 0, 0, 0, 0, 0);
        Assert.True(_guard.IsKnown(out _));
        Assert.InRange(_events.SleptMs, BoundMs, BoundMs + 10);
        Assert.Equal(bounds, Activity.BoundsReached);
    }

    [Fact]
    public void Before_that_nobody_goes_on()
    {
        _clock.Counter++;
        var known = new List<bool>();
        _events.OnWait = () => known.Add(_guard.IsKnown(out _));
        Listen(1, 0, 0, 1);
        Assert.Equal([false, false, false, false, true], known);
    }

    [Fact]
    public void An_event_without_a_fork_changes_nothing()
    {
        long forks = Activity.MachineForks;
        Listen(1, 1, 0);
        Assert.True(_guard.IsKnown(out _));
        Assert.Equal(forks, Activity.MachineForks);
    }

    [Fact]
    public void A_lost_descriptor_ends_the_listening_and_no_wait()
    {
        _clock.Counter++;
        Listen(1);
        Assert.False(_guard.IsKnown(out _));
    }

    [Fact]
    public void A_second_fork_is_not_ended_by_what_was_told_of_the_first()
    {
        _clock.Counter++;
        int waits = 0;
        _events.OnWait = () => _clock.Counter += waits++ == 1 ? 1u : 0u;
        Listen(1, 1);
        Assert.False(_guard.IsKnown(out _));
    }

    [Fact]
    public void A_request_that_meets_a_fork_has_a_thread_wait_for_its_event()
    {
        using var isOpened = new ManualResetEventSlim();
        using var isToTell = new ManualResetEventSlim();
        _events.Answers = new([1]);
        _events.OnWait = () =>
        {
            isOpened.Set();
            isToTell.Wait(TestContext.Current.CancellationToken);
        };
        int opened = 0;
        new ForkListener<FakeKernel>(
            _guard,
            () => Interlocked.Increment(ref opened) == 1
                ? new Problem("the thread for late requests has none")
                : Attempt<IForkEvents>.Of(_events)).Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref opened) == 1, 30_000));

        _clock.Counter++;
        Assert.False(_guard.Enter(out _, mayWait: false));
        Assert.True(isOpened.Wait(30_000, TestContext.Current.CancellationToken));
        Assert.False(_guard.Enter(out _, mayWait: false));
        isToTell.Set();
        Assert.True(SpinWait.SpinUntil(() => _guard.IsKnown(out _), 30_000));
        Assert.True(_guard.Enter(out _, mayWait: false));
        Assert.Equal(2, opened);
    }

    [Theory]
    [InlineData("change@/devices/x\0ACTION=change\0NEW_VMGENID=1\0SEQNUM=900\0", true)]
    [InlineData("change@/devices/x\0NEW_VMGENID=10\0", false)]
    [InlineData("add@/devices/x\0NAME=NEW_VMGENID=1\0", false)]
    [InlineData("", false)]
    public void An_event_is_known_by_its_line(string message, bool isOfFork) =>
        Assert.Equal(isOfFork, ForkEvents.IsOfFork(System.Text.Encoding.ASCII.GetBytes(message)));

    [Fact]
    public void The_kernels_events_can_be_subscribed_to()
    {
        Attempt<IForkEvents> events = ForkEvents.Open();
        Assert.True(events.Succeeded, events.Problem);
        using IForkEvents opened = events.Value;
        Assert.InRange(events.Value.Drain(), 0, 1);
        Assert.InRange(events.Value.Wait(timeoutMs: 0), 0, 1);
    }

    private void Listen(params int[] answers)
    {
        _events.Answers = new(answers);
        new ForkListener<FakeKernel>(_guard, () => throw new InvalidOperationException())
            .Listen(_events);
    }

    /// <summary>Answers in the order of the test, and after that the descriptor is gone.</summary>
    private sealed class Events(KernelScript script) : IForkEvents
    {
        public Queue<int> Answers { get; set; } = [];

        public Action OnWait { get; set; } = () => { };

        public long SleptMs { get; private set; }

        public int Wait(int timeoutMs)
        {
            OnWait();
            if (!Answers.TryDequeue(out int answer))
            {
                return -Errno.EBADF;
            }

            if (answer == 0)
            {
                script.NowMs += timeoutMs;
                SleptMs += timeoutMs;
            }

            return answer;
        }

        public int Drain() => 0;

        public void Dispose()
        {
        }
    }
}
