using System.Diagnostics;
using VGetRandom.Backends;
using VGetRandom.Generator;
using VGetRandom.Kernel;

namespace VGetRandom.Tests.Backends;

/// <summary>Large requests on the syscall backend: their keys, and the memory that holds the
/// keys.</summary>
public class SyscallExpansionTests
{
    private readonly KernelScript _script = new();
    private readonly SyscallBackend<FakeKernel> _backend;

    public SyscallExpansionTests()
    {
        ExpansionReadiness.OfThisProcess.Execute();
        _backend = new(
            _script.Kernel, null, "", _script.NewGuard(), ExpansionReadiness.OfThisProcess);
    }

    [Fact]
    public void A_large_request_takes_a_key_for_each_64_KiB()
    {
        byte[] bytes = Fill(200_000);
        (nuint, uint)[] expected =
        [
            (1u, GetRandomAbi.GRND_NONBLOCK), (32u, 0u), (32u, 0u), (32u, 0u), (32u, 0u),
        ];
        Assert.Equal(expected, _script.Requests);
        Assert.Equal(expected, _script.QuickRequests);

        // Each chunk has a key of its own. The tests of the expansion check the chunks themselves.
        Assert.NotEqual(bytes[..1000], bytes[KeyExpansion.MaxChunkBytes..][..1000]);
        Assert.True(bytes.AsSpan().IndexOf(new byte[16]) < 0);
        Assert.Null(_backend.Info.Fallback);
    }

    [Fact]
    public void The_key_s_memory_is_mapped_when_the_first_large_request_comes()
    {
        _ = Fill(64);
        Assert.Equal(0, _script.Mappings);
        for (int i = 0; i < 10; i++)
        {
            AssertExpanded();
        }

        Assert.Equal([Libc.MAP_DROPPABLE], _script.MapTypes);
        Assert.NotEqual(0, _backend.ThreadKeys);
    }

    [Fact]
    public void Memory_that_is_not_droppable_is_wiped_on_fork_and_not_dumped()
    {
        _script.RefusedMapType = Libc.MAP_DROPPABLE;
        AssertExpanded();
        Assert.Equal([Libc.MAP_PRIVATE], _script.MapTypes);
        Assert.Equal(
            [Libc.MADV_WIPEONFORK, Libc.MADV_DONTDUMP, Libc.NoSuchAdvice], _script.Advice);
        Assert.Null(_backend.Info.Fallback);
    }

    [Theory]
    [InlineData(Libc.MADV_WIPEONFORK)]
    [InlineData(Libc.MADV_DONTDUMP)]
    public void Without_either_property_no_key_is_kept_and_the_system_call_serves(int advice)
    {
        _script.RefusedAdvice.Add(advice);
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < 100; i++)
        {
            Assert.All(Fill(1000), b => Assert.Equal(KernelScript.FromSyscall, b));
        }

        Assert.DoesNotContain(_script.Requests, request => request.Length == 32);
        Assert.Equal(0, _backend.ThreadKeys);
        Assert.Contains(
            "keys of large requests: the kernel refuses it with EINVAL",
            _backend.Info.Fallback,
            StringComparison.Ordinal);

        // Nothing is left behind, and each kind of memory is tried again only every 100 ms.
        Assert.Equal(_script.Mappings, _script.Unmappings);
        Assert.InRange(_script.Mappings, 2, 4 + (2 * clock.ElapsedMilliseconds / 90));
    }

    [Fact]
    public void Memory_that_accepts_an_advice_which_does_not_exist_gets_no_key()
    {
        _script.RefusedAdvice.Clear();
        Assert.All(Fill(1000), b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Equal(0, _backend.ThreadKeys);
        Assert.Contains(
            "keys of large requests: the kernel refuses it with ENOSYS",
            _backend.Info.Fallback,
            StringComparison.Ordinal);
        Assert.Equal(_script.Mappings, _script.Unmappings);
    }

    [Theory]
    [InlineData(Libc.NoSuchMapType, true)]
    [InlineData(0, false)]
    public void A_kernel_that_gives_memory_of_no_kind_is_found_out(int refusedType, bool isHeeded)
    {
        _script.RefusedMapType = refusedType;
        Assert.Equal(isHeeded, DroppableMemory.IsKindHeeded(_script.Kernel, 4096));
        Assert.Equal(isHeeded ? 0 : 1, _script.Unmappings);
    }

    [Fact]
    public void After_a_shortage_keys_are_taken_again()
    {
        _script.MapErrno = Errno.ENOMEM;
        Assert.All(Fill(1000), b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Contains("ENOMEM", _backend.Info.Fallback, StringComparison.Ordinal);

        _script.MapErrno = 0;
        Thread.Sleep(250);
        AssertExpanded();
        Assert.Null(_backend.Info.Fallback);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(0)]
    [InlineData(33)]
    [InlineData(-Errno.EINTR)]
    [InlineData(-Errno.EAGAIN)]
    [InlineData(-Errno.EPERM)]
    public void Without_a_whole_key_the_system_call_serves(int answer)
    {
        _script.OnGetRandom = (length, _) => length == 32 ? answer : (nint)length;
        Assert.All(Fill(1000), b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Equal((1000u, 0u), _script.Requests[^1]);
    }

    [Fact]
    public void Before_the_generator_is_ready_a_large_request_waits_in_the_system_call()
    {
        bool isReady = false;
        _script.OnGetRandom = (length, flags) =>
            flags == GetRandomAbi.GRND_NONBLOCK && !isReady ? -Errno.EAGAIN : (nint)length;
        Assert.All(Fill(1000), b => Assert.Equal(KernelScript.FromSyscall, b));
        Assert.Equal([(1u, GetRandomAbi.GRND_NONBLOCK), (1000u, 0u)], _script.Requests);
        Assert.Equal(0, _script.Mappings);

        // Bytes that came without the flag show that the generator is ready now.
        AssertExpanded();
        Assert.Equal((32u, 0u), _script.Requests[^1]);
    }

    [Fact]
    public void Memory_of_another_backend_is_not_used()
    {
        AssertExpanded();
        nint first = _backend.ThreadKeys;
        var other = new SyscallExpansionTests();
        Assert.Equal(0, other._backend.ThreadKeys);
        other.AssertExpanded();
        Assert.NotEqual(first, other._backend.ThreadKeys);
    }

    private void AssertExpanded() =>
        Assert.NotInRange(
            Fill(1000).Count(b => b == KernelScript.FromSyscall), 100, int.MaxValue);

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
