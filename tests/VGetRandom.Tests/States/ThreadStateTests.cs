using System.Collections.Concurrent;
using VGetRandom.Backends;
using VGetRandom.Kernel;
using VGetRandom.States;

namespace VGetRandom.Tests.States;

/// <summary>Real threads on the kernel's own function.</summary>
public class ThreadStateTests
{
    private const int StackBytes = 128 * 1024;

    [Fact]
    public void A_thousand_living_threads_each_have_a_state_of_their_own()
    {
        const int Threads = 1000;
        StatePool<LinuxKernel> pool = Live.NewPool();
        VdsoBackend<LinuxKernel, VdsoFunction> backend = Live.NewBackend(pool);
        var states = new ConcurrentBag<nint>();
        var values = new ConcurrentBag<ulong>();
        using var allHaveDrawn = new CountdownEvent(Threads);
        Thread[] threads = StartAll(Threads, () =>
        {
            values.Add(Draw(backend));
            states.Add(backend.ThreadState);
            allHaveDrawn.Signal();
            allHaveDrawn.Wait();

            // Draw again, now that all threads live: the state must still be this thread's.
            values.Add(Draw(backend));
            states.Add(backend.ThreadState);
        });
        Array.ForEach(threads, t => t.Join());

        // Each address twice, and no two on one cache line.
        Assert.Equal(Threads, states.Distinct().Count());
        Assert.DoesNotContain((nint)0, states);
        Assert.Equal(Threads, states.Select(s => s / 64).Distinct().Count());
        Assert.Equal(2 * Threads, values.Distinct().Count());
        Assert.InRange(pool.Capacity, Threads, Threads + pool.Geometry.StatesPerChunk);
    }

    [Fact]
    public void Ten_thousand_short_lived_threads_do_not_grow_the_pool()
    {
        const int Living = 10;
        StatePool<LinuxKernel> pool = Live.NewPool();
        VdsoBackend<LinuxKernel, VdsoFunction> backend = Live.NewBackend(pool);
        for (int i = 0; i < 10_000 / Living; i++)
        {
            Thread[] threads = StartAll(Living, () => Draw(backend));
            Array.ForEach(threads, t => t.Join());
        }

        Assert.InRange(pool.Capacity, 1, Living + pool.Geometry.StatesPerChunk);
    }

    private static Thread[] StartAll(int count, Action action)
    {
        var threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            threads[i] = new Thread(() => action(), StackBytes);
            threads[i].Start();
        }

        return threads;
    }

    private static unsafe ulong Draw(VdsoBackend<LinuxKernel, VdsoFunction> backend)
    {
        ulong value;

        // SAFETY: value has the eight bytes that are filled.
        backend.Fill((byte*)&value, sizeof(ulong));
        return value;
    }
}
