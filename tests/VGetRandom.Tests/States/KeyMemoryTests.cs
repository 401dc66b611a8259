using VGetRandom.Backends;
using VGetRandom.ChaCha20;
using VGetRandom.Forks;
using VGetRandom.Kernel;
using VGetRandom.Probe;

namespace VGetRandom.Tests.States;

/// <summary>The memory of the syscall backend's keys, on the running kernel.</summary>
public unsafe class KeyMemoryTests
{
    // SAFETY: every buffer is pinned and has the stated length; the key's page is never unmapped.
    private const int MADV_DONTNEED = 4;

    public KeyMemoryTests() => ExpansionReadiness.OfThisProcess.Execute();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_never_dumped_or_inherited(bool isDroppableRefused)
    {
        SyscallBackend<DisturbedKernel> backend =
            NewBackend(new() { IsDroppableRefused = isDroppableRefused });
        _ = Fill(backend, 1000);
        string[] flags = MemoryFlags.At(backend.ThreadKeys);
        Assert.Contains("wf", flags);
        Assert.Contains("dd", flags);
        Assert.Equal(!isDroppableRefused && HasDroppableMemory(), flags.Contains("dp"));
        Assert.Null(backend.Info.Fallback);
    }

    [Fact]
    public void A_page_dropped_between_requests_changes_nothing()
    {
        SyscallBackend<DisturbedKernel> backend = NewBackend(new());
        byte[] before = Fill(backend, 1000);
        Drop(backend);
        byte[] after = Fill(backend, 1000);
        Assert.NotEqual(before, after);
        Assert.True(after.AsSpan().IndexOf(new byte[16]) < 0);
        Assert.NotEqual(ZeroKeyStream(1000), after);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 2)]
    public void A_page_dropped_with_a_key_on_it_makes_no_bytes(int drops, int expectedKeys)
    {
        var disturbance = new Disturbance();
        SyscallBackend<DisturbedKernel> backend = NewBackend(disturbance);
        _ = Fill(backend, 1000);
        int keys = 0;
        disturbance.AfterRequest = length =>
        {
            if (length == ChaCha20Blocks.KeyBytes && ++keys <= drops)
            {
                Drop(backend);
            }
        };
        byte[] bytes = Fill(backend, 1000);
        Assert.Equal(expectedKeys, keys);
        Assert.NotEqual(ZeroKeyStream(1000), bytes);
        Assert.True(bytes.AsSpan().IndexOf(new byte[16]) < 0);
    }

    [Fact]
    public void Nothing_stays_on_the_page()
    {
        SyscallBackend<DisturbedKernel> backend = NewBackend(new());
        _ = Fill(backend, 100_001);
        var page = new ReadOnlySpan<byte>((void*)backend.ThreadKeys, 256);
        Assert.True(page.IndexOfAnyExcept((byte)0) < 0);
    }

    private static SyscallBackend<DisturbedKernel> NewBackend(Disturbance disturbance) =>
        new(
            new DisturbedKernel(disturbance),
            null,
            "",
            ForkGuard<DisturbedKernel>.Find(new(disturbance), ForkSettings.Default),
            ExpansionReadiness.OfThisProcess);

    private static void Drop(SyscallBackend<DisturbedKernel> backend) => Assert.Equal(
        0,
        Libc.madvise(
            backend.ThreadKeys & ~(Environment.SystemPageSize - 1),
            (nuint)Environment.SystemPageSize,
            MADV_DONTNEED));

    private static bool HasDroppableMemory()
    {
        nuint length = (nuint)Environment.SystemPageSize;
        nint memory = default(LinuxKernel).Map(
            length, Libc.PROT_READ, Libc.MAP_DROPPABLE | Libc.MAP_ANONYMOUS);
        return memory > 0 && default(LinuxKernel).Unmap(memory, length) == 0;
    }

    private static byte[] ZeroKeyStream(int length)
    {
        byte[] stream = new byte[length + ChaCha20Blocks.BlockBytes];
        ulong counter = 0;
        fixed (byte* output = stream)
        {
            fixed (byte* key = new byte[ChaCha20Blocks.KeyBytes])
            {
                ChaCha20Blocks.Generate(
                    output, (nuint)(stream.Length / ChaCha20Blocks.BlockBytes), key, ref counter);
            }
        }

        return stream[..length];
    }

    private static byte[] Fill(SyscallBackend<DisturbedKernel> backend, int length)
    {
        byte[] buffer = new byte[length];
        fixed (byte* pinned = buffer)
        {
            backend.Fill(pinned, (nuint)length);
        }

        return buffer;
    }
}
