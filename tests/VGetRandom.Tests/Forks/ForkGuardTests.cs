using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Forks;
using VGetRandom.Kernel;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.Forks;

/// <summary>The guard against forks of the machine, on a page that the test changes.</summary>
/// <remarks>The syscall backend has no state, so it waits for others, or until the bound. The
/// simulator shows what states see.</remarks>
public sealed unsafe class ForkGuardTests
{
    // SAFETY: buffers are pinned, or on the stack.
    private const int BoundMs = 50;
    private readonly ClockPage _clock = new();
    private readonly KernelScript _script;

    public ForkGuardTests() => _script = _clock.NewScript();

    [Fact]
    public void Without_a_fork_nobody_waits()
    {
        IRandomBackend backend = NewBackend(fails: false);
        long before = _script.NowMs;
        Fill(backend, 1000);
        Assert.Equal(before, _script.NowMs);
    }

    [Fact]
    public void After_a_fork_a_request_waits_for_the_bound_once_and_tells_it()
    {
        ForkGuard<FakeKernel> guard = NewGuard(fails: false);
        IRandomBackend backend = NewBackend(guard);
        _clock.Counter++;
        long before = _script.NowMs;
        Fill(backend, 8);
        Assert.InRange(_script.NowMs - before, BoundMs, BoundMs + 2);
        Assert.Contains("bound of 50 ms", guard.Fallback, StringComparison.Ordinal);

        before = _script.NowMs;
        Fill(backend, 8);
        Assert.Equal(before, _script.NowMs);
    }

    [Fact]
    public void A_fork_in_the_middle_of_a_request_has_it_drawn_anew()
    {
        IRandomBackend backend = NewBackend(fails: false);
        Fill(backend, 8);
        int forks = 0;
        _script.Requests.Clear();
        _script.OnGetRandom = (length, _) =>
        {
            _clock.Counter += forks++ == 0 ? 1u : 0u;
            return (nint)length;
        };
        Fill(backend, 48);
        Assert.Equal([(48u, 0u), (48u, 0u)], _script.Requests);
    }

    [Fact]
    public void A_thread_that_begins_the_wait_a_moment_later_does_not_end_it()
    {
        ForkGuard<FakeKernel> guard = NewGuard(fails: false);
        _clock.Counter++;
        int reads = 0;
        _script.OnReadMs = () =>
        {
            // This comes between the thread's look at the clock and what it does with the time.
            if (reads++ == 1)
            {
                _script.NowMs++;
                Assert.False(guard.Enter(out _, mayWait: false));
            }
        };
        Assert.False(guard.Enter(out _, mayWait: false));
        Assert.True(reads > 2);
        Assert.False(guard.IsKnown(out _));
    }

    [Fact]
    public void A_second_fork_begins_a_wait_of_its_own()
    {
        IRandomBackend backend = NewBackend(fails: false);
        _clock.Counter++;
        long start = _script.NowMs;
        _script.OnSleep = () =>
            _clock.Counter += _script.NowMs == start + (BoundMs / 2) ? 1u : 0u;
        Fill(backend, 8);
        Assert.InRange(_script.NowMs - start, BoundMs * 3 / 2, (BoundMs * 3 / 2) + 3);
    }

    [Fact]
    public void A_counter_that_never_stands_still_ends_no_request_in_a_wait_for_ever()
    {
        IRandomBackend backend = NewBackend(fails: false);
        _clock.Counter++;
        _script.OnSleep = () => _clock.Counter++;
        Fill(backend, 8);
    }

    [Fact]
    public void Who_may_not_wait_is_told_to_come_again_and_begins_the_wait()
    {
        IRandomBackend backend = NewBackend(fails: false);
        _clock.Counter++;
        Assert.Equal(-Errno.EAGAIN, GetRandom(backend, GetRandomAbi.GRND_NONBLOCK));
        _script.NowMs += BoundMs - 1;
        Assert.Equal(-Errno.EAGAIN, GetRandom(backend, GetRandomAbi.GRND_NONBLOCK));
        _script.NowMs++;
        Assert.Equal(8, GetRandom(backend, GetRandomAbi.GRND_NONBLOCK));
    }

    [Fact]
    public void Who_asks_for_bytes_of_any_quality_gets_them_at_once()
    {
        IRandomBackend backend = NewBackend(fails: false);
        _clock.Counter++;
        long before = _script.NowMs;
        Assert.Equal(8, GetRandom(backend, GetRandomAbi.GRND_INSECURE));
        Assert.Equal(before, _script.NowMs);
    }

    [Fact]
    public void If_told_so_requests_fail_at_the_bound()
    {
        IRandomBackend backend = NewBackend(fails: true);
        _clock.Counter++;
        CryptographicException e =
            Assert.Throws<CryptographicException>(() => Fill(backend, 8));
        Assert.Contains("bound of 50 ms", e.Message, StringComparison.Ordinal);
        Assert.Throws<CryptographicException>(() => Fill(backend, 8));
        Assert.Empty(_script.Requests);
    }

    [Fact]
    public void A_bound_of_0_waits_never()
    {
        IRandomBackend backend = NewBackend(
            ForkGuard<FakeKernel>.Find(_script.Kernel, new(BoundMs: 0, FailsAtBound: false)));
        _clock.Counter++;
        long before = _script.NowMs;
        Fill(backend, 8);
        Assert.Equal(before, _script.NowMs);
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(ulong.MaxValue - 1)]
    [InlineData(ulong.MaxValue)]
    public void Any_counter_will_do(ulong counter)
    {
        _clock.Counter = counter;
        IRandomBackend backend = NewBackend(fails: false);
        Fill(backend, 8);
        _clock.Counter++;
        long before = _script.NowMs;
        Fill(backend, 8);
        Assert.InRange(_script.NowMs - before, BoundMs, BoundMs + 2);
    }

    [Fact]
    public void The_vdso_backend_waits_for_the_bound_where_it_knows_no_generation()
    {
        VdsoBackend<FakeKernel, FakeFunction> backend = _script.NewVdsoBackend();
        NewThread.Run(() =>
        {
            Fill(backend, 8);
            _clock.Counter++;
            long before = _script.NowMs;
            Fill(backend, 8);
            Assert.InRange(_script.NowMs - before, 250, 252);
        });
    }

    private ForkGuard<FakeKernel> NewGuard(bool fails) =>
        ForkGuard<FakeKernel>.Find(_script.Kernel, new(BoundMs, fails));

    private SyscallBackend<FakeKernel> NewBackend(bool fails) => NewBackend(NewGuard(fails));

    private SyscallBackend<FakeKernel> NewBackend(ForkGuard<FakeKernel> guard) =>
        new(_script.Kernel, null, "", guard, ExpansionReadiness.OfThisProcess);

    private static void Fill(IRandomBackend backend, int length)
    {
        fixed (byte* buffer = new byte[length])
        {
            backend.Fill(buffer, (nuint)length);
        }
    }

    private static nint GetRandom(IRandomBackend backend, uint flags)
    {
        byte* buffer = stackalloc byte[8];
        return backend.GetRandom(buffer, 8, flags);
    }
}
