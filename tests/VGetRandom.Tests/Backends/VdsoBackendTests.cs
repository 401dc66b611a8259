using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Backends;

public class VdsoBackendTests
{
    private readonly KernelScript _script = new();
    private readonly VdsoBackend<FakeKernel, FakeFunction> _backend;

    public VdsoBackendTests()
    {
        ExpansionReadiness.OfThisProcess.Execute();
        _backend = _script.NewVdsoBackend();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(112)]
    public void Small_requests_are_the_function_s(int length)
    {
        AssertServedBy(KernelScript.FromFunction, length);
        AssertServedBy(KernelScript.FromFunction, length);
        Assert.Equal([(1u, GetRandomAbi.GRND_NONBLOCK)], _script.Requests);
    }

    [Fact]
    public void Larger_requests_take_a_key_from_the_function_for_each_64_KiB()
    {
        byte[] bytes = Fill(200_000);
        Assert.Equal(
            [(32u, 0u), (32u, 0u), (32u, 0u), (32u, 0u)], _script.Invocations);
        Assert.Equal([(1u, GetRandomAbi.GRND_NONBLOCK)], _script.Requests);

        // The fake function always gives the same key, so the chunks are equal. The tests of the
        // expansion check the chunks themselves.
        Assert.Equal(bytes[..1000], bytes[KeyExpansion.MaxChunkBytes..][..1000]);
        Assert.True(bytes.AsSpan().IndexOf(new byte[16]) < 0);
    }

    [Fact]
    public void Without_a_key_a_larger_request_goes_to_the_system_call()
    {
        _script.OnInvoke = (_, _) => -Errno.EPERM;
        _ = Fill(1000);
        Assert.Equal((32u, 0u), _script.Requests[^1]);
        _script.OnGetRandom = (length, _) => length == 32 ? -Errno.EPERM : (nint)length;
        AssertServedBy(KernelScript.FromSyscall, 1000);
        Assert.NotNull(_backend.Info.Fallback);
    }

    [Theory]
    [InlineData(-Errno.EFAULT)]
    [InlineData(-Errno.EPERM)]
    [InlineData(-Errno.EAGAIN)]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(15)]
    public void Any_answer_but_the_full_length_goes_to_the_system_call(int answer)
    {
        AssertServedBy(KernelScript.FromFunction, 16);
        Assert.Null(_backend.Info.Fallback);
        _script.OnInvoke = (_, _) => answer;
        _script.Invocations.Clear();
        AssertServedBy(KernelScript.FromSyscall, 16);
        Assert.Single(_script.Invocations);
        Assert.StartsWith(
            "The kernel's function ", _backend.Info.Fallback, StringComparison.Ordinal);
    }

    [Fact]
    public void The_function_is_called_only_once_the_generator_is_known_to_be_ready()
    {
        _script.OnInvoke = (length, _) =>
        {
            Assert.Equal([(1u, GetRandomAbi.GRND_NONBLOCK)], _script.Requests);
            return (nint)length;
        };
        AssertServedBy(KernelScript.FromFunction, 16);
    }

    [Fact]
    public void Before_the_generator_is_ready_requests_wait_in_the_system_call()
    {
        bool isReady = false;
        _script.OnGetRandom = (length, flags) =>
            flags == GetRandomAbi.GRND_NONBLOCK && !isReady ? -Errno.EAGAIN : (nint)length;
        AssertServedBy(KernelScript.FromSyscall, 16);
        Assert.Empty(_script.Invocations);
        Assert.Equal(0, _backend.ThreadState);

        isReady = true;
        AssertServedBy(KernelScript.FromFunction, 16);
        Assert.NotEqual(0, _backend.ThreadState);
    }

    [Fact]
    public unsafe void Before_the_generator_is_ready_a_request_that_must_not_wait_would_block()
    {
        _script.OnGetRandom = (_, _) => -Errno.EAGAIN;
        byte buffer;

        // SAFETY: one byte is asked for, and there is one.
        Assert.Equal(
            -Errno.EAGAIN, _backend.GetRandom(&buffer, 1, GetRandomAbi.GRND_NONBLOCK));
        Assert.Empty(_script.Invocations);
    }

    [Fact]
    public void Without_memory_requests_go_to_the_system_call_until_there_is_some()
    {
        _script.MapErrno = Errno.ENOMEM;
        for (int i = 0; i < 100; i++)
        {
            AssertServedBy(KernelScript.FromSyscall, 16);
        }

        Assert.Contains("ENOMEM", _backend.Info.Fallback, StringComparison.Ordinal);

        // Retrying a refused mmap at every request would double the cost of each.
        Assert.InRange(_script.Mappings, 1, 10);

        _script.MapErrno = 0;
        Thread.Sleep(250);
        AssertServedBy(KernelScript.FromFunction, 16);
        Assert.Null(_backend.Info.Fallback);
    }

    [Fact]
    public void A_shortage_of_the_system_call_s_own_memory_is_not_on_record_for_ever()
    {
        _script.MapErrno = Errno.ENOMEM;
        AssertServedBy(KernelScript.FromSyscall, 1000);
        Assert.Contains("states", _backend.Info.Fallback, StringComparison.Ordinal);

        // From now on nobody asks for the memory of the system call's keys.
        _script.MapErrno = 0;
        Thread.Sleep(250);
        AssertServedBy(KernelScript.FromFunction, 16);
        _ = Fill(1000);
        Assert.Equal((32u, 0u), _script.Invocations[^1]);
        Assert.Null(_backend.Info.Fallback);
    }

    [Fact]
    public unsafe void Flags_reach_the_function()
    {
        byte buffer;

        // SAFETY: one byte is asked for, and there is one.
        Assert.Equal(1, _backend.GetRandom(&buffer, 1, GetRandomAbi.GRND_RANDOM));
        Assert.Equal([(1u, GetRandomAbi.GRND_RANDOM)], _script.Invocations);
    }

    [Fact]
    public void A_state_of_another_pool_is_not_used()
    {
        // Thread and type are the same: a state that the thread keeps for another pool must not
        // serve.
        AssertServedBy(KernelScript.FromFunction, 16);
        nint first = _backend.ThreadState;
        var other = new VdsoBackendTests();
        Assert.Equal(0, other._backend.ThreadState);
        other.AssertServedBy(KernelScript.FromFunction, 16);
        Assert.NotEqual(first, other._backend.ThreadState);
    }

    private void AssertServedBy(byte mark, int length) =>
        Assert.All(Fill(length), b => Assert.Equal(mark, b));

    private unsafe byte[] Fill(int length)
    {
        byte[] buffer = new byte[length];

        // SAFETY: the buffer is pinned and has length bytes.
        fixed (byte* pinned = buffer)
        {
            _backend.Fill(pinned, (nuint)length);
        }

        return buffer;
    }
}
