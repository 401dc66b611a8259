using System.Runtime.InteropServices;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.Tests.Needs;
using VGetRandom.Vdso;

namespace VGetRandom.Tests.States;

/// <summary>What becomes of a live state when the kernel drops its page, or reseeds.</summary>
/// <remarks>
/// The layout of the kernel's state is its own affair and nothing in the library knows it. These
/// tests do, to show that bytes which would have come next never come. Where the first test finds
/// another layout, all are skipped.
/// </remarks>
[NeedsKernelFunction]
public unsafe class StateMemoryTests
{
    // SAFETY: a state has StateBytes bytes, in a chunk that is never unmapped.
    private const int StateBytes = 144;
    private const int BatchBytes = 96;
    private const int GenerationOffset = 128;
    private const int PositionOffset = 136;

    [Fact]
    public void An_undisturbed_state_serves_the_rest_of_its_batch()
    {
        // Shows that the other tests can fail: this is what they must not see.
        VdsoBackend<LinuxKernel, VdsoFunction> backend = NewBackendOrSkip();
        byte[] next = DrawAndForesee(backend);
        Assert.Equal(next, Draw(backend, next.Length));
    }

    [Theory]
    [InlineData(Libc.MADV_DONTNEED)]
    [InlineData(Libc.MADV_PAGEOUT)]
    public void A_dropped_state_serves_fresh_bytes(int advice)
    {
        VdsoBackend<LinuxKernel, VdsoFunction> backend = NewBackendOrSkip();
        byte[] next = DrawAndForesee(backend);
        nint page = backend.ThreadState & ~(Environment.SystemPageSize - 1);

        // A page that is still on another processor's list of new pages is passed over at first.
        for (int i = 0; i < 100 && Generation(backend) != 0; i++)
        {
            Assert.Equal(0, Libc.madvise(page, (nuint)Environment.SystemPageSize, advice));
            Thread.Sleep(i);
        }

        Assert.Equal(0UL, Generation(backend));

        byte[] drawn = Draw(backend, next.Length);
        Assert.NotEqual(next, drawn);
        Assert.NotEqual(0UL, Generation(backend));
        Assert.True(drawn.AsSpan().IndexOf(new byte[16]) < 0);
    }

    [Fact]
    public void After_a_reseed_no_byte_of_the_old_batch_is_served()
    {
        VdsoBackend<LinuxKernel, VdsoFunction> backend = NewBackendOrSkip();
        byte[] next = DrawAndForesee(backend);
        ulong before = Generation(backend);
        Live.ReseedOrSkip();

        byte[] drawn = Draw(backend, next.Length);
        Assert.NotEqual(before, Generation(backend));
        Assert.NotEqual(next, drawn);
        for (int i = 0; i + 8 <= next.Length; i++)
        {
            Assert.True(drawn.AsSpan().IndexOf(next.AsSpan(i, 8)) < 0);
        }
    }

    [Fact]
    public void States_lie_in_memory_that_is_never_swapped_dumped_or_inherited()
    {
        VdsoBackend<LinuxKernel, VdsoFunction> backend = NewBackendOrSkip();
        _ = Draw(backend, 1);
        string[] flags = MemoryFlags.At(backend.ThreadState);
        if ((Live.Location().Parameters.Flags & 0xF) == Libc.MAP_DROPPABLE)
        {
            Assert.Contains("dp", flags);
        }

        Assert.Contains("wf", flags);
        Assert.Contains("dd", flags);
    }

    private static VdsoBackend<LinuxKernel, VdsoFunction> NewBackendOrSkip()
    {
        VdsoLocation location = Live.Location();
        Assert.SkipUnless(
            location.Parameters.StateSize == StateBytes,
            $"the kernel's states have {location.Parameters.StateSize} bytes, in another layout");
        return Live.NewBackend(Live.NewPool());
    }

    /// <summary>Draws some bytes, and reads off the state which ones would come next.</summary>
    private static byte[] DrawAndForesee(VdsoBackend<LinuxKernel, VdsoFunction> backend)
    {
        // Again when the kernel happens to reseed meanwhile, which empties the batch.
        for (int i = 0; i < 10; i++)
        {
            _ = Draw(backend, 8);
            var state = new ReadOnlySpan<byte>((void*)backend.ThreadState, StateBytes);
            int position = state[PositionOffset];
            if (position is > 0 and <= BatchBytes - 16)
            {
                return state[position..BatchBytes].ToArray();
            }
        }

        throw new InvalidOperationException("the state's position is not where it was expected");
    }

    private static byte[] Draw(VdsoBackend<LinuxKernel, VdsoFunction> backend, int length)
    {
        byte[] buffer = new byte[length];
        fixed (byte* pinned = buffer)
        {
            backend.Fill(pinned, (nuint)length);
        }

        return buffer;
    }

    private static ulong Generation(VdsoBackend<LinuxKernel, VdsoFunction> backend) =>
        MemoryMarshal.Read<ulong>(
            new ReadOnlySpan<byte>((void*)(backend.ThreadState + GenerationOffset), 8));
}
