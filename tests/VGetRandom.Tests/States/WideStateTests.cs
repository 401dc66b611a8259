using VGetRandom.Backends;
using VGetRandom.GetRandom;
using VGetRandom.Kernel;
using VGetRandom.States;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.States;

/// <summary>What becomes of a live wide state when the kernel drops its page, or reseeds.</summary>
public unsafe class WideStateTests
{
    // SAFETY: a state has WideLayout.StateBytes bytes, in a chunk that is never unmapped.
    private readonly ManagedBackend<LinuxKernel, VdsoFunction, ProcessRngInfo> _backend =
        Live.NewManagedBackend();

    private static ulong Generation =>
        Volatile.Read(ref *(ulong*)(ThreadStates.Wide + WideLayout.GenerationOffset));

    [Fact]
    public void An_undisturbed_state_serves_the_rest_of_its_batch() => NewThread.Run(() =>
    {
        // Shows that the other tests can fail: this is what they must not see.
        byte[] next = DrawAndForesee();
        Assert.Equal(next, Draw(next.Length));
    });

    [Theory]
    [InlineData(Libc.MADV_DONTNEED)]
    [InlineData(Libc.MADV_PAGEOUT)]
    public void A_dropped_state_serves_fresh_bytes(int advice) => NewThread.Run(() =>
    {
        byte[] next = DrawAndForesee();
        int pageSize = Environment.SystemPageSize;

        // A page that is still on another processor's list of new pages is passed over at first.
        for (int i = 0; i < 100 && Generation != 0; i++)
        {
            Assert.Equal(
                0, Libc.madvise(ThreadStates.Wide & ~(pageSize - 1), (nuint)pageSize, advice));
            Thread.Sleep(i);
        }

        Assert.Equal(0UL, Generation);
        byte[] drawn = Draw(next.Length);
        Assert.NotEqual(next, drawn);
        Assert.NotEqual(0UL, Generation);
        Assert.True(drawn.AsSpan().IndexOf(new byte[16]) < 0);
    });

    [Fact]
    public void After_a_reseed_no_byte_of_the_old_batch_is_served() => NewThread.Run(() =>
    {
        byte[] next = DrawAndForesee();
        ulong before = Generation;
        Live.ReseedOrSkip();
        byte[] drawn = Draw(next.Length);
        Assert.NotEqual(before, Generation);
        for (int i = 0; i + 8 <= next.Length; i++)
        {
            Assert.True(drawn.AsSpan().IndexOf(next.AsSpan(i, 8)) < 0);
        }
    });

    [Fact]
    public void States_lie_in_memory_that_is_never_swapped_dumped_or_inherited() =>
        NewThread.Run(() =>
        {
            _ = Draw(1);
            string[] flags = MemoryFlags.At(ThreadStates.Wide);
            Assert.Contains("dp", flags);
            Assert.Contains("wf", flags);
            Assert.Contains("dd", flags);
        });

    /// <summary>Draws some bytes, and reads off the state which ones would come next.</summary>
    private byte[] DrawAndForesee()
    {
        const int Count = 96;

        // Again when the kernel happens to reseed meanwhile, which empties the batch.
        for (int i = 0; i < 10; i++)
        {
            _ = Draw(8);
            int remaining = (int)WideLayout.ReadRemaining<DirectAccess>((byte*)ThreadStates.Wide);
            if (remaining >= Count)
            {
                return new Span<byte>((byte*)ThreadStates.Wide + remaining - Count, Count)
                    .ToArray();
            }
        }

        throw new InvalidOperationException("the state is empty although it was just filled");
    }

    private byte[] Draw(int length)
    {
        byte[] buffer = new byte[length];
        fixed (byte* pinned = buffer)
        {
            _backend.Fill(pinned, (nuint)length);
        }

        return buffer;
    }
}
