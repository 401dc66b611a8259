using System.Security.Cryptography;
using VGetRandom.Backends;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Backends;

public class SyscallBackendTests
{
    private readonly KernelScript _script = new();

    [Fact]
    public void An_interrupted_request_is_made_again()
    {
        int interruptions = 3;
        _script.OnGetRandom = (length, _) =>
            interruptions-- > 0 ? -Errno.EINTR : (nint)length;
        Assert.All(
            Fill(NewBackend(), Crossover.FromSystemCallBytes),
            b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Equal(4, _script.Requests.Count);
    }

    [Fact]
    public void A_short_answer_is_continued_where_it_stopped()
    {
        _script.MapErrno = Errno.ENOMEM;
        _script.OnGetRandom = (length, _) => (nint)Math.Min(length, 100);
        Assert.All(Fill(NewBackend(), 1000), b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Equal(
            [1000, 900, 800, 700, 600, 500, 400, 300, 200, 100],
            _script.Requests.Select(r => (int)r.Length).Where(length => length > 1));
    }

    [Theory]
    [InlineData(-Errno.EAGAIN)]
    [InlineData(-Errno.EFAULT)]
    [InlineData(-Errno.EINVAL)]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(1001)]
    public void Any_other_answer_is_a_failure(int answer)
    {
        _script.OnGetRandom = (_, _) => answer;
        Assert.Throws<CryptographicException>(() => Fill(NewBackend(), 1000));
    }

    [Fact]
    public void A_failure_in_the_middle_is_a_failure()
    {
        _script.OnGetRandom = (length, _) => length == 1000 ? 400 : -5;
        Assert.Throws<CryptographicException>(() => Fill(NewBackend(), 1000));
    }

    [Theory]
    [InlineData(-Errno.ENOSYS)]
    [InlineData(-Errno.EPERM)]
    [InlineData(-13)]
    public void A_refusal_falls_back_and_the_reason_is_on_record(int answer)
    {
        _script.OnGetRandom = (_, _) => answer;
        SyscallBackend<FakeKernel> backend = NewBackend(new FakeRandomDevice());
        Assert.Null(backend.Info.Fallback);
        Assert.Contains(Fill(backend, 1000), b => b != 0);
        Assert.StartsWith("getrandom(2) ", backend.Info.Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_does_not_end_the_wait_for_the_fallback()
    {
        using var isOpening = new ManualResetEventSlim();
        using var mayOpen = new ManualResetEventSlim();
        _script.OnGetRandom = (_, _) => -Errno.EPERM;
        SyscallBackend<FakeKernel> backend = NewBackend(new FakeRandomDevice
        {
            OnProbe = () =>
            {
                isOpening.Set();
                mayOpen.Wait();
                return null;
            },
        });
        byte[] drawn = [];
        var holder = new Thread(() => Fill(backend, 16));
        holder.Start();
        isOpening.Wait(TestContext.Current.CancellationToken);
        Interruption.IsKeptForTheProgram(() => drawn = Fill(backend, 16), mayOpen.Set);
        holder.Join();
        Assert.Contains(drawn, b => b != 0);
    }

    [Theory]
    [InlineData(-Errno.ENOSYS)]
    [InlineData(-Errno.EPERM)]
    public void A_refusal_is_a_failure_where_this_backend_is_demanded(int answer)
    {
        _script.OnGetRandom = (_, _) => answer;
        var e = Assert.Throws<CryptographicException>(() => Fill(NewBackend(), 16));
        Assert.StartsWith("getrandom(2) is ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_a_failure_where_the_fallback_is_missing_too()
    {
        _script.OnGetRandom = (_, _) => -Errno.EPERM;
        SyscallBackend<FakeKernel> backend = NewBackend(
            new FakeRandomDevice { OnProbe = () => new Problem("No device either.") });
        var e = Assert.Throws<CryptographicException>(() => Fill(backend, 16));
        Assert.EndsWith("No device either.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_collector_waits_only_for_short_requests_of_a_generator_known_to_be_ready()
    {
        SyscallBackend<FakeKernel> backend = NewBackend();
        _ = Fill(backend, 16);
        Assert.Empty(_script.QuickRequests);
        _ = Fill(backend, Crossover.FromSystemCallBytes);
        Assert.Equal([((nuint)Crossover.FromSystemCallBytes, 0u)], _script.QuickRequests);

        // Above that, only a key is so short, and without memory there is no key.
        _script.MapErrno = Errno.ENOMEM;
        _ = Fill(backend, Crossover.FromSystemCallBytes + 1);
        Assert.Single(_script.QuickRequests);
    }

    [Fact]
    public void After_a_refusal_nothing_is_asked_or_allocated_any_more()
    {
        _script.OnGetRandom = (_, _) => -Errno.EPERM;
        SyscallBackend<FakeKernel> backend = NewBackend(new FakeRandomDevice());
        _ = Fill(backend, 1000);
        int asked = _script.Requests.Count;
        Assert.Contains(Fill(backend, 1000), b => b != 0);
        Assert.Equal(asked, _script.Requests.Count);
    }

    [Fact]
    public void Nothing_is_asked_of_the_kernel_for_no_bytes()
    {
        Assert.Empty(Fill(NewBackend(), 0));
        Assert.Empty(_script.Requests);
    }

    [Fact]
    public unsafe void A_single_request_passes_flags_and_answers_through()
    {
        byte[] buffer = new byte[500];
        _script.OnGetRandom = (length, flags) => flags == 1 ? -Errno.EAGAIN : 300;

        // SAFETY: the buffer is pinned and has the stated length.
        fixed (byte* pinned = buffer)
        {
            Assert.Equal(-Errno.EAGAIN, NewBackend().GetRandom(pinned, 500, 1));
            Assert.Equal(300, NewBackend().GetRandom(pinned, 500, 4));
        }

        Assert.Equal([(500u, 1u), (500u, 4u)], _script.Requests);
        Assert.Empty(_script.QuickRequests);
        Assert.Equal(0, _script.Mappings);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-Errno.EAGAIN, true)]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(-Errno.EPERM, false)]
    [InlineData(-Errno.ENOSYS, false)]
    [InlineData(-Errno.EINVAL, false)]
    public void The_probe_takes_an_answer_for_an_answer(int answer, bool isAvailable)
    {
        _script.OnGetRandom = (_, _) => answer;
        Assert.Equal(isAvailable, SyscallBackend<FakeKernel>.Probe(_script.Kernel) is null);
        Assert.Equal([(1u, GetRandomAbi.GRND_NONBLOCK)], _script.Requests);
    }

    private static unsafe byte[] Fill(SyscallBackend<FakeKernel> backend, int length)
    {
        byte[] buffer = new byte[length];

        // SAFETY: the buffer is pinned and has length bytes.
        fixed (byte* pinned = buffer)
        {
            backend.Fill(pinned, (nuint)length);
        }

        return buffer;
    }

    private SyscallBackend<FakeKernel> NewBackend(IRandomDevice? device = null) =>
        new(_script.Kernel, device, "", _script.NewGuard(), ExpansionReadiness.OfThisProcess);
}
