using System.Runtime.CompilerServices;
using VGetRandom.Generator;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Tests.Backends;

namespace VGetRandom.Tests.States;

public class StatePoolTests
{
    private const int StatesPerChunk = 16;

    private static readonly int s_stride =
        new StateGeometry(144, GeneratorMemory.Bytes, PageBytes).Stride;

    private const int PageBytes = 4096;

    private readonly KernelScript _script = new();
    private readonly StatePool<FakeKernel> _pool;

    public StatePoolTests() => _pool = new(
        _script.Kernel, NewMemory(144), StatesPerChunk * s_stride);

    [Fact]
    public void States_come_in_chunks_and_each_is_leased_once()
    {
        var leased = new HashSet<nint>();
        for (int i = 1; i <= 3 * StatesPerChunk; i++)
        {
            Assert.True(leased.Add(_pool.TryLease(Thread.CurrentThread)));
            Assert.Equal((i + StatesPerChunk - 1) / StatesPerChunk, _script.Mappings);
        }

        Assert.Equal(3 * StatesPerChunk, _pool.Capacity);
    }

    [Fact]
    public unsafe void The_state_of_an_ended_thread_comes_back_empty()
    {
        HashSet<nint> ended = LeaseOnEndedThreads(StatesPerChunk);
        foreach (nint address in ended)
        {
            // SAFETY: the address is that of a leased state, which has a stride of bytes.
            new Span<byte>((void*)address, s_stride).Fill(0xAA);
        }

        for (int i = 0; i < StatesPerChunk; i++)
        {
            nint address = _pool.TryLease(Thread.CurrentThread);
            Assert.Contains(address, ended);

            // SAFETY: as above.
            var state = new ReadOnlySpan<byte>((void*)address, s_stride);
            Assert.True(state.IndexOfAnyExcept((byte)0) < 0);
        }

        Assert.Equal(1, _script.Mappings);
    }

    [Fact]
    public void The_state_of_a_living_thread_does_not_come_back()
    {
        nint mine = _pool.TryLease(Thread.CurrentThread);
        for (int round = 0; round < 10; round++)
        {
            Assert.DoesNotContain(mine, LeaseOnEndedThreads(StatesPerChunk));
        }

        Assert.InRange(_pool.Capacity, 1, 2 * StatesPerChunk);
    }

    [Fact]
    public void A_collected_thread_gives_its_state_back_too()
    {
        _ = LeaseOnEndedThreads(StatesPerChunk);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        _ = LeaseOnEndedThreads(StatesPerChunk);
        Assert.Equal(StatesPerChunk, _pool.Capacity);
    }

    [Fact]
    public void The_pool_does_not_keep_ended_threads_alive()
    {
        WeakReference<object> local = LeaseOnThreadHolding();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(local.TryGetTarget(out _));
    }

    [Fact]
    public void Without_memory_there_is_no_state_and_a_reason()
    {
        _script.MapErrno = Errno.ENOMEM;
        Assert.Equal(0, _pool.TryLease(Thread.CurrentThread));
        Assert.Equal(
            "There is no memory for states: the kernel refuses it with "
            + "ENOMEM (Cannot allocate memory).",
            _pool.Shortage);
        Assert.Equal(0, _pool.Capacity);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(Errno.ENOMEM, true)]
    [InlineData(Errno.EAGAIN, true)]
    [InlineData(Errno.EINVAL, false)]
    [InlineData(Errno.EPERM, false)]
    public void Only_a_shortage_that_may_pass_leaves_a_pool(int errno, bool isMade)
    {
        _script.MapErrno = errno;

        Attempt<StatePool<FakeKernel>> pool = TryCreate(144);

        Assert.Equal(isMade, pool.Succeeded);
        Assert.Contains(
            errno == 0 ? "" : Errno.Describe(errno),
            pool.Succeeded ? pool.Value.Shortage ?? "" : pool.Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_room_for_a_state_and_our_own_memory_or_there_is_no_pool()
    {
        int most = StateGeometry.MaxStateSize(GeneratorMemory.Bytes, PageBytes);

        Assert.True(TryCreate(most).Succeeded);
        Assert.Contains(
            $"no room for a state of {most + 1}, only for {most}.",
            TryCreate(most + 1).Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupt_does_not_end_the_wait_for_a_state()
    {
        using var isMapping = new ManualResetEventSlim();
        using var mayMap = new ManualResetEventSlim();
        _script.OnMap = () =>
        {
            isMapping.Set();
            mayMap.Wait();
        };
        nint leased = 0;
        var holder = new Thread(() => _pool.TryLease(Thread.CurrentThread));
        holder.Start();
        isMapping.Wait(TestContext.Current.CancellationToken);
        Interruption.IsKeptForTheProgram(
            () => leased = _pool.TryLease(Thread.CurrentThread), mayMap.Set);
        holder.Join();
        Assert.NotEqual(0, leased);
    }

    [Fact]
    public void A_shortage_is_over_when_a_state_comes_back_instead()
    {
        using var mayEnd = new ManualResetEventSlim();
        var other = new Thread(mayEnd.Wait);
        other.Start();
        Assert.NotEqual(0, _pool.TryLease(other));
        for (int i = 1; i < StatesPerChunk; i++)
        {
            Assert.NotEqual(0, _pool.TryLease(Thread.CurrentThread));
        }

        _script.MapErrno = Errno.ENOMEM;
        Assert.Equal(0, _pool.TryLease(Thread.CurrentThread));
        Assert.NotNull(_pool.Shortage);
        mayEnd.Set();
        other.Join();
        Thread.Sleep(250);
        Assert.NotEqual(0, _pool.TryLease(Thread.CurrentThread));
        Assert.Null(_pool.Shortage);
    }

    private Attempt<StatePool<FakeKernel>> TryCreate(int stateSize) =>
        StatePool<FakeKernel>.TryCreate(_script.Kernel, NewMemory(stateSize), PageBytes);

    private static StateMemory NewMemory(int stateSize) =>
        StateMemory.For(new VdsoParameters(stateSize, 3, 0x28), GeneratorMemory.Bytes);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private HashSet<nint> LeaseOnEndedThreads(int count)
    {
        var addresses = new HashSet<nint>();
        for (int i = 0; i < count; i++)
        {
            var thread = new Thread(() =>
                addresses.Add(_pool.TryLease(Thread.CurrentThread)));
            thread.Start();
            thread.Join();
        }

        return addresses;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference<object> LeaseOnThreadHolding()
    {
        object held = new();
        var thread = new Thread(() =>
        {
            _ = held;
            _ = _pool.TryLease(Thread.CurrentThread);
        });
        var reference = new WeakReference<object>(thread);
        thread.Start();
        thread.Join();
        return reference;
    }
}
