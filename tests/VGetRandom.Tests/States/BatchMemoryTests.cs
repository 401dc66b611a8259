using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Probe.Faults;
using VGetRandom.States;

namespace VGetRandom.Tests.States;

/// <summary>What happens to a thread's batch when the kernel drops its page or reseeds.</summary>
/// <remarks>The tests read the kernel's state to see that a page was dropped. If the state has
/// another layout, all are skipped.</remarks>
public unsafe class BatchMemoryTests
{
    // SAFETY: a state and its memory lie in a chunk that is never unmapped.
    private IRandomBackend _backend = null!;

    public static TheoryData<string> Backends => ["vdso", "managed"];

    [Theory]
    [MemberData(nameof(Backends))]
    public void An_undisturbed_batch_is_served_to_its_end(string name) => Run(name, () =>
    {
        // Shows that the other tests can fail: they must not see these bytes.
        byte[] next = DrawAndForesee();
        Assert.Equal(next, Draw(next.Length));
    });

    [Theory]
    [InlineData("vdso", Libc.MADV_DONTNEED)]
    [InlineData("vdso", Libc.MADV_PAGEOUT)]
    [InlineData("managed", Libc.MADV_DONTNEED)]
    [InlineData("managed", Libc.MADV_PAGEOUT)]
    public void After_a_drop_fresh_bytes_are_served(string name, int advice) => Run(name, () =>
    {
        byte[] next = DrawAndForesee();
        int pageSize = Environment.SystemPageSize;
        nint page = ThreadStates.Opaque & ~(pageSize - 1);

        // At first the kernel passes over a page that is on another processor's list of new pages.
        for (int i = 0; i < 100 && Generation != 0; i++)
        {
            Assert.Equal(0, Libc.madvise(page, (nuint)pageSize, advice));
            Thread.Sleep(i);
        }

        Assert.Equal(0UL, Generation);
        byte[] drawn = Draw(next.Length);
        Assert.NotEqual(next, drawn);
        Assert.NotEqual(0UL, Generation);
        Assert.True(drawn.AsSpan().IndexOf(new byte[16]) < 0);
    });

    [Theory]
    [MemberData(nameof(Backends))]
    public void After_a_reseed_no_byte_of_the_old_batch_is_served(string name) => Run(name, () =>
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

    [Theory]
    [MemberData(nameof(Backends))]
    public void It_lies_in_memory_that_is_never_swapped_dumped_or_inherited(string name) =>
        Run(name, () =>
        {
            _ = Draw(1);
            string[] flags = MemoryFlags.At(ThreadStates.Opaque);
            Assert.Contains("dp", flags);
            Assert.Contains("wf", flags);
            Assert.Contains("dd", flags);
        });

    private static ulong Generation =>
        StateReader.Generation(ThreadStates.Opaque, isManaged: false);

    private void Run(string name, Action test)
    {
        Faults.LiveBackend.SkipUnlessAvailable(name);
        _backend = name == "managed" ? Live.NewManagedBackend() : Live.NewBackend(Live.NewPool());
        ExpansionReadiness.OfThisProcess.Execute();
        NewThread.Run(test);
    }

    /// <summary>Draws some bytes, and reads from the batch which ones come next.</summary>
    private byte[] DrawAndForesee()
    {
        const int Count = 96;

        // Draw again if the kernel happens to reseed, which empties the batch.
        for (int i = 0; i < 10; i++)
        {
            _ = Draw(8);
            ReadOnlySpan<byte> rest = StateReader.Rest(ThreadStates.Opaque);
            if (rest.Length >= Count)
            {
                return rest[^Count..].ToArray();
            }
        }

        throw new InvalidOperationException("the batch is empty although it was just filled");
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
